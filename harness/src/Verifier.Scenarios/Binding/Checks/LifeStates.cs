using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Checks;

/// <summary>The states in which a driver and its device may be at one place of a workload.</summary>
/// <param name="Bits">One bit a state.</param>
internal readonly record struct LifeStates(int Bits)
{
    private static readonly LifeState[] Every = Enum.GetValues<LifeState>();

    /// <summary>The states, in the order of a device's life.</summary>
    public IEnumerable<LifeState> All
    {
        get
        {
            int bits = Bits;
            return Every.Where(s => (bits & (1 << (int)s)) != 0);
        }
    }

    /// <summary>Exactly one state.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The set.</returns>
    public static LifeStates Only(LifeState state) => new(1 << (int)state);

    /// <summary>These states and others.</summary>
    /// <param name="others">The others.</param>
    /// <returns>The set.</returns>
    public LifeStates And(LifeStates others) => new(Bits | others.Bits);
}
