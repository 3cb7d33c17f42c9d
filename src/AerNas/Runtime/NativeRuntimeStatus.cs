namespace AerNas.Runtime;

/// <summary>Which native library serves TorchSharp in this process.</summary>
/// <param name="Library">The library as installed; its name alone where the runtime's own search finds it.</param>
/// <param name="PatchReason">Why a patched copy is in use; null where the installed library is.</param>
public sealed record NativeRuntimeStatus(string Library, string? PatchReason);
