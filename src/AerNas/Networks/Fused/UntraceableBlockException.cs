namespace AerNas.Networks.Fused;

/// <summary>A block that the fused engine does not know.</summary>
internal sealed class UntraceableBlockException(string block) : Exception($"it does not know the block {block}");
