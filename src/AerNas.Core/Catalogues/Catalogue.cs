using System.Diagnostics.CodeAnalysis;

namespace AerNas.Catalogues;

/// <summary>Values by name: those that come with AerNas, and those that a program or an extension brings. What is brought is seen by the
/// caller of <see cref="Bring"/> and by the tasks that it starts, until it is taken back; whatever else runs in the process sees nothing of
/// it.</summary>
/// <param name="kind">What one of them is called.</param>
/// <param name="nameOf">The name of a value; case does not count.</param>
/// <param name="own">Those that come with AerNas, in the order they are listed to a person.</param>
internal sealed class Catalogue<T>(string kind, Func<T, string> nameOf, ImmutableArray<T> own)
    where T : class
{
    private readonly AsyncLocal<ImmutableArray<T>> _all = new();

    /// <summary>What one of its values is called.</summary>
    public string Kind => kind;

    public ImmutableArray<T> Own => own;

    /// <summary>All values: what comes with AerNas, and behind it what is brought.</summary>
    public ImmutableArray<T> All => _all.Value is { IsDefault: false } all ? all : own;

    public string NameOf(T value) => nameOf(value);

    public bool TryFind(string? name, [NotNullWhen(true)] out T? value) => TryFind(name, meant: null, out value);

    /// <summary>Finds a value by its name: the one that is meant where it is called so, else one that is listed.</summary>
    public bool TryFind(string? name, T? meant, [NotNullWhen(true)] out T? value)
    {
        value = meant is not null && nameOf(meant) == name ? meant
            : All.FirstOrDefault(known => nameOf(known).Equals(name, StringComparison.OrdinalIgnoreCase));
        return value is not null;
    }

    /// <summary>Adds a value whose name is not taken.</summary>
    /// <returns>Takes it back.</returns>
    public IDisposable Bring(T value)
    {
        var before = _all.Value;
        _all.Value = All.Add(value);
        return new Return(() => _all.Value = before);
    }

    private sealed class Return(Action takeBack) : IDisposable
    {
        public void Dispose() => takeBack();
    }
}
