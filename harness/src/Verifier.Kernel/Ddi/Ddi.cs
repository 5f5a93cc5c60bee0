namespace Verifier.Kernel;

/// <summary>
/// One device driver interface routine, declared once (ARCHITECTURE.md D2). From the declaration come the IRQL check, what may be made to
/// fail and in which shape, the trace event, the script language's names, the binding of a compiled driver's import and the docs table.
/// </summary>
public sealed class Ddi
{
    internal Ddi(string name, DdiParameter[] parameters, bool reportsFreedObjects)
    {
        Name = name;
        Parameters = parameters;
        ObjectParameters = reportsFreedObjects ? [] : Verifier.Kernel.ObjectParameters.Of(name, parameters);
        SizeParameter = Array.FindIndex(parameters, p => p.Kind == ParameterKind.Size);
        TagParameter = Array.FindIndex(parameters, p => p.Kind == ParameterKind.Tag);
        PoolParameter = Array.FindIndex(parameters, p => p.Kind is ParameterKind.PoolType or ParameterKind.PoolFlags);
    }

    private const int BitsOfRegister = 64, BitsOfByte = 8;

    /// <summary>The image that exports most routines.</summary>
    internal const string KernelModule = "ntoskrnl.exe";

    /// <summary>The export's real name.</summary>
    public string Name { get; }

    /// <summary>Position in the catalogue; stable within one build. For what is kept longer there is <see cref="Number"/>.</summary>
    public int Ordinal { get; internal init; }

    /// <summary>Its number in data that outlives a build: that of its name, which other declarations do not change.</summary>
    public uint Number { get; internal init; }

    /// <summary>The system image that exports it.</summary>
    public string Module { get; internal init; } = KernelModule;

    /// <summary>The kind of resource it hands out, as fault rules name it.</summary>
    public DdiFamily Family { get; internal init; }

    /// <summary>The parameters, in the order of the registers and the stack.</summary>
    public IReadOnlyList<DdiParameter> Parameters { get; }

    /// <summary>At which IRQL it may be called.</summary>
    public IrqlRule Irql { get; internal init; } = IrqlRule.Any;

    /// <summary>
    /// The way in which it fails for lack of resources; <see cref="FailureContract.CannotFail"/> for one that never does.
    /// </summary>
    public FailureContract Failure { get; internal init; } = FailureContract.CannotFail;

    /// <summary>Those of its calls that give something back and are never made to fail; null where none does.</summary>
    public GiveBack? GivesBack { get; internal init; }

    /// <summary>The first Windows version that has it.</summary>
    public WindowsVersion Since { get; internal init; } = WindowsVersion.Windows2000;

    /// <summary>
    /// The Windows version from which Driver Verifier's random low resources simulation covers it, or null
    /// (harness/docs/facts/driver-verifier.md#low-resources-simulation-functions).
    /// </summary>
    public WindowsVersion? LowResourcesSince { get; internal init; }

    /// <summary>The extent of the model, in a few words; the parts that are left out are in FIDELITY.md.</summary>
    public string Modelled { get; internal init; } = "fully";

    /// <summary>It only gives a fixed answer, which <see cref="Modelled"/> states: nothing is behind it.</summary>
    public bool IsInert { get; internal init; }

    /// <summary>The export that really runs when this is a macro of the headers, or null.</summary>
    public string? ExpandsTo { get; internal init; }

    /// <summary>The routine to call instead, where it is deprecated or superseded; null where it is not.</summary>
    public DdiSuccessor? Successor { get; internal init; }

    /// <summary>True if lack of resources can make it fail.</summary>
    public bool CanFail => Failure.Shape != FailureShape.CannotFail;

    /// <summary>It is reached through an object's table of routines; nothing exports it.</summary>
    internal bool IsMember { get; init; }

    /// <summary>Other names under which the image exports it.</summary>
    internal string[] Aliases { get; init; } = [];

    /// <summary>The memory that it hands out and another routine frees.</summary>
    internal MemoryKind Allocates { get; init; }

    /// <summary>The memory that it frees.</summary>
    internal MemoryKind Frees { get; init; }

    /// <summary>True if it gives back a block that another routine handed out.</summary>
    internal bool Releases
    {
        get => field || Frees != MemoryKind.None;
        init;
    }

    /// <summary>More arguments may follow the declared ones.</summary>
    internal bool IsVariadic { get; init; }

    internal DdiBody? Body { get; init; }

    internal DdiSequence? Sequence { get; init; }

    /// <summary>The bits of each argument that count.</summary>
    internal ulong[] Masks => field ??= [.. Parameters.Select(p => ulong.MaxValue >> (BitsOfRegister - (BitsOfByte * p.Width)))];

    /// <summary>Argument checks that come before an injected failure (harness/docs/facts/memory.md#order-of-checks).</summary>
    internal DdiCheck? Check { get; init; }

    /// <summary>The routine's body reports a wrong IRQL with a sub-code of its own.</summary>
    internal bool ChecksIrqlItself { get; init; }

    /// <summary>The positions of parameters that are objects in drivers' memory.</summary>
    internal int[] ObjectParameters { get; }

    internal int SizeParameter { get; }

    internal int TagParameter { get; }

    internal int PoolParameter { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
