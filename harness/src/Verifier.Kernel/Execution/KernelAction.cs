namespace Verifier.Kernel;

/// <summary>
/// One step of a kernel routine that calls back or blocks (ARCHITECTURE.md D9). The executor plays it; its outcome is
/// <see cref="SimulatedThread.Result"/> when the iterator goes on.
/// </summary>
internal readonly struct KernelAction
{
    // A wait or stack arguments, never both: the action stays small for the calls that have neither.
    private readonly object? _extra;

    private KernelAction(KernelActionKind kind, object? extra = null)
    {
        Kind = kind;
        _extra = extra;
    }

    public KernelActionKind Kind { get; }

    /// <summary>The kind of routine as which it is called.</summary>
    public RoutineKind RoutineKind { get; private init; }

    public ulong Routine { get; private init; }

    public ulong A0 { get; private init; }

    public ulong A1 { get; private init; }

    public ulong A2 { get; private init; }

    public ulong A3 { get; private init; }

    public IEnumerator<KernelAction>? Sequence { get; private init; }

    public WaitRequest? Wait => _extra as WaitRequest;

    /// <summary>The fifth argument and those after it, which a caller leaves on the stack; null when there are at most four.</summary>
    public ulong[]? StackArguments => _extra as ulong[];

    /// <summary>Call a routine at a simulated address; its return value is the result.</summary>
    public static KernelAction Invoke(RoutineKind kind, ulong routine, ulong a0 = 0, ulong a1 = 0, ulong a2 = 0, ulong a3 = 0) =>
        new(KernelActionKind.Invoke) { RoutineKind = kind, Routine = routine, A0 = a0, A1 = a1, A2 = a2, A3 = a3 };

    /// <summary>Call a routine of more than four parameters: four arguments in registers, the others on the stack.</summary>
    public static KernelAction InvokeWithStack(
        RoutineKind kind, ulong routine, ulong a0, ulong a1, ulong a2, ulong a3, params ulong[] onStack) =>
        new(KernelActionKind.Invoke, onStack) { RoutineKind = kind, Routine = routine, A0 = a0, A1 = a1, A2 = a2, A3 = a3 };

    /// <summary>Run another sequence to its end; its result is the result.</summary>
    public static KernelAction Run(IEnumerator<KernelAction> sequence) => new(KernelActionKind.Run) { Sequence = sequence };

    /// <summary>The rest of a sequence that neither calls back nor blocks any more: its result is there already.</summary>
    public static IEnumerator<KernelAction> Nothing { get; } = Enumerable.Empty<KernelAction>().GetEnumerator();

    /// <summary>Wait; the result is the wait's NTSTATUS.</summary>
    public static KernelAction Block(WaitRequest wait) => new(KernelActionKind.Block, wait);
}

/// <summary>The kinds of <see cref="KernelAction"/>.</summary>
internal enum KernelActionKind : byte
{
    Invoke,
    Run,
    Block,
}
