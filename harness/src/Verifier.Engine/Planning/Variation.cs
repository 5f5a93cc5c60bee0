using System.Collections.Immutable;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Planning;

/// <summary>
/// How a run differs from what its script says: what exploration, replay and shrinking change. Part of the plan, and so of its replay
/// token.
/// </summary>
public sealed record Variation
{
    /// <summary>The script as it is.</summary>
    public static Variation None { get; } = new();

    /// <summary>Only what <see cref="Points"/>, <see cref="Dice"/> and <see cref="Limits"/> say fails; the script's own rules rest.</summary>
    public bool RestsScriptFaults { get; init; }

    /// <summary>Fault points that are made to fail.</summary>
    public ImmutableArray<FaultPointRef> Points { get; init; } = [];

    /// <summary>A dice that every fault point is thrown for; null for none.</summary>
    public ThrownDice? Dice { get; init; }

    /// <summary>Limits of the machine in place of the script's; null values keep them.</summary>
    public SystemLimits Limits { get; init; } = new();

    /// <summary>The contents of memory that the kernel hands out uninitialised; null for the usual pattern.</summary>
    public OtherContents? Contents { get; init; }

    /// <summary>Driver Verifier's options that are off although the script has them: those that stop the golden run.</summary>
    public DriverVerifierOptions WithoutOptions { get; init; }

    /// <summary>Operations that are not done, as if the caller had never asked.</summary>
    public ImmutableArray<OperationId> LeftOut { get; init; } = [];

    /// <summary>Transfers that ask for fewer bytes than the script says, as if the caller had wanted no more.</summary>
    public ImmutableArray<CutTransfer> Cut { get; init; } = [];

    /// <summary>Calls, by their ordinals among the run's interceptable calls, that no rule makes to fail though it says so.</summary>
    public ImmutableArray<OrdinalRange> Spared { get; init; } = [];

    /// <summary>
    /// An operation that is done once more with no faults, to see whether the driver has recovered: at once for one that later operations
    /// need (load, start, open), before the first operation that ends something for any other. Null for none.
    /// </summary>
    public OperationId? Probed { get; init; }

    /// <summary>The variation of the golden run that this one is compared with.</summary>
    public Variation Resting => None with { RestsScriptFaults = RestsScriptFaults, WithoutOptions = WithoutOptions };

    /// <summary>
    /// How often the probed operation is done again <em>with</em> its fault, at once: what grows each time is a leak, what grew once is a
    /// cache. 0 for none.
    /// </summary>
    public int Echoes { get; init; }
}
