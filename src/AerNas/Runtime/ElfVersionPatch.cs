namespace AerNas.Runtime;

/// <summary>Makes one version requirement of a library optional. A library names the versions it needs from others in .gnu.version_r, and
/// the loader refuses it when one is missing, even where the only symbol of that version is never used. Two bytes change: the requirement
/// gets the flag VER_FLG_WEAK, and the symbol becomes weak in .dynsym, so that it may stay undefined. A version that any other symbol needs
/// is left alone: such a library really cannot run.</summary>
internal static class ElfVersionPatch
{
    private const uint DynamicSymbols = 11;
    private const uint VersionRequirements = 0x6ffffffe;
    private const uint SymbolVersions = 0x6fffffff;
    private const int SymbolSize = 24;
    private const byte WeakVersion = 2;
    private const byte WeakBinding = 2 << 4;

    /// <summary>A copy of the library in which <paramref name="version"/> is optional.</summary>
    /// <param name="library">The library's bytes; not changed.</param>
    /// <param name="version">The version to do without, such as GLIBCXX_3.4.32.</param>
    /// <param name="symbol">The only symbol of that version.</param>
    /// <exception cref="BadImageFormatException">It is no ELF library, does not need the version, or needs other symbols of it.</exception>
    public static byte[] MakeOptional(byte[] library, string version, string symbol)
    {
        var image = new ElfImage(library);
        var requirement = FindRequirement(image, version);
        var symbolOffset = FindSymbol(image, symbol, version, versionIndex: image.UInt16At(requirement + 6));
        var patched = library.ToArray();
        patched[requirement + 4] |= WeakVersion;
        patched[symbolOffset + 4] = (byte)((patched[symbolOffset + 4] & 0x0f) | WeakBinding);
        return patched;
    }

    private static ulong FindRequirement(ElfImage image, string version)
    {
        var section = image.SectionOfType(VersionRequirements);
        var names = image.Section(section.Link);
        var library = section.Offset;
        for (var l = 0; l < section.Info; l++)
        {
            var entry = library + image.UInt32At(library + 8);
            for (var e = 0; e < image.UInt16At(library + 2); e++)
            {
                if (image.TextAt(names, image.UInt32At(entry + 8)) == version) return entry;
                entry += image.UInt32At(entry + 12);
            }

            library += image.UInt32At(library + 12);
        }

        throw new BadImageFormatException($"It does not need {version}.");
    }

    private static ulong FindSymbol(ElfImage image, string symbol, string version, ushort versionIndex)
    {
        var symbols = image.SectionOfType(DynamicSymbols);
        var names = image.Section(symbols.Link);
        var versions = image.SectionOfType(SymbolVersions);
        ulong? found = null;
        for (var index = 0ul; index < symbols.Size / SymbolSize; index++)
        {
            if (image.UInt16At(versions.Offset + (2 * index)) != versionIndex) continue;
            var offset = symbols.Offset + (SymbolSize * index);
            var name = image.TextAt(names, image.UInt32At(offset));
            if (name != symbol) throw new BadImageFormatException($"It uses {name} of {version}, which nothing here can replace.");
            found = offset;
        }

        return found ?? throw new BadImageFormatException($"It does not use {symbol} of {version}.");
    }
}
