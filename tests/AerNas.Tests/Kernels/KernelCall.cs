using AerNas.Kernels.Simd;

namespace AerNas.Tests.Kernels;

/// <summary>Calls a kernel on blocks of channels: array i is [positions, lanes].</summary>
internal delegate void KernelCall(SpanKernels kernels, float[][] arrays);
