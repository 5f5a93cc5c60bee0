namespace Verifier.Kernel;

/// <summary>The facts of one DDI, as its declaration states them; see <see cref="Ddi"/> for what each is.</summary>
internal sealed record DdiDeclaration
{
    public const string KernelModule = "ntoskrnl.exe";

    public string Module { get; init; } = KernelModule;

    /// <summary>It is a member of a table of routines that an object has; nothing exports it.</summary>
    public bool IsMember { get; init; }

    public DdiFamily Family { get; init; }

    public DdiParameter[] Parameters { get; init; } = [];

    public IrqlRule Irql { get; init; } = IrqlRule.Any;

    public FailureContract Failure { get; init; } = FailureContract.CannotFail;

    public GiveBack? GivesBack { get; init; }

    public WindowsVersion Since { get; init; } = WindowsVersion.Windows2000;

    public WindowsVersion? LowResourcesSince { get; init; }

    public string Modelled { get; init; } = "fully";

    public bool ChecksIrqlItself { get; init; }

    /// <summary>Checks of the arguments that stop the machine even when the call is made to fail; the body does them too.</summary>
    public DdiCheck? Check { get; init; }

    public string? ExpandsTo { get; init; }

    public DdiSuccessor? Successor { get; init; }
}

/// <summary>What to call instead of a DDI, and the Windows version from which on.</summary>
/// <param name="Since">The first version in which the DDI is deprecated or superseded.</param>
/// <param name="Name">What to call instead.</param>
/// <param name="Source">The title of the public page that says so.</param>
public sealed record DdiSuccessor(WindowsVersion Since, string Name, string Source);

/// <summary>A routine's code: arguments as register values in, register value out.</summary>
internal delegate ulong DdiBody(Machine machine, ReadOnlySpan<ulong> arguments);

/// <summary>Argument checks alone.</summary>
internal delegate void DdiCheck(Machine machine, ReadOnlySpan<ulong> arguments);

/// <summary>A routine that calls back or blocks; its result is what <see cref="SimulatedThread.Result"/> holds at its end.</summary>
internal delegate IEnumerator<KernelAction> DdiSequence(Machine machine, ReadOnlySpan<ulong> arguments);
