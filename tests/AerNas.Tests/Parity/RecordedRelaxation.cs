using AerNas.Relaxations;

namespace AerNas.Tests.Parity;

/// <summary>A mixture that a case's draws lead to, by what the library makes of them.</summary>
internal sealed class RecordedRelaxation(Func<ArchitectureParameters, RelaxationContext, Mixture> relax) : IRelaxation
{
    public Mixture Relax(ArchitectureParameters alpha, RelaxationContext context) => relax(alpha, context);
}
