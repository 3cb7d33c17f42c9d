namespace AerNas.Runtime;

/// <summary>Where a section of an ELF image lies.</summary>
/// <param name="Type">What it holds.</param>
/// <param name="Offset">Its first byte in the file.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Link">The section it refers to (the string table of a symbol table).</param>
/// <param name="Info">A count, for version requirements.</param>
internal readonly record struct ElfSection(uint Type, ulong Offset, ulong Size, uint Link, uint Info);
