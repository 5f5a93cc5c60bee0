namespace Verifier.Kernel;

/// <summary>
/// One step of a kernel routine that calls back or blocks (decision D9). The executor plays it; its outcome is
/// <see cref="SimulatedThread.Result"/> when the iterator goes on.
/// </summary>
internal readonly struct KernelAction
{
    private KernelAction(KernelActionKind kind)
    {
        Kind = kind;
    }

    public KernelActionKind Kind { get; }

    public ulong Routine { get; private init; }

    public ulong A0 { get; private init; }

    public ulong A1 { get; private init; }

    public ulong A2 { get; private init; }

    public ulong A3 { get; private init; }

    public IEnumerator<KernelAction>? Sequence { get; private init; }

    public WaitRequest? Wait { get; private init; }

    /// <summary>Call a routine at a simulated address; its return value is the result.</summary>
    public static KernelAction Invoke(ulong routine, ulong a0 = 0, ulong a1 = 0, ulong a2 = 0, ulong a3 = 0) =>
        new(KernelActionKind.Invoke) { Routine = routine, A0 = a0, A1 = a1, A2 = a2, A3 = a3 };

    /// <summary>Run another sequence to its end; its result is the result.</summary>
    public static KernelAction Run(IEnumerator<KernelAction> sequence) => new(KernelActionKind.Run) { Sequence = sequence };

    /// <summary>Wait; the result is the wait's NTSTATUS.</summary>
    public static KernelAction Block(WaitRequest wait) => new(KernelActionKind.Block) { Wait = wait };
}

/// <summary>What a <see cref="KernelAction"/> asks for.</summary>
internal enum KernelActionKind
{
    Invoke,
    Run,
    Block,
}
