namespace AerNas.Files;

/// <summary>Hands what must be disposed of to something that owns it from then on.</summary>
internal static class Handover
{
    /// <summary>Makes the new owner; where that fails, what it was to own is disposed of.</summary>
    public static TOwner HandTo<T, TOwner>(this T owned, Func<T, TOwner> make)
        where T : IDisposable
    {
        try
        {
            return make(owned);
        }
        catch
        {
            owned.Dispose();
            throw;
        }
    }
}
