namespace Verifier.Kernel;

/// <summary>A routine that memory can point to: an address in an image, and the delegate that stands for its code.</summary>
internal sealed class DriverRoutine(DriverImage image, string? name, ulong address)
{
    public DriverImage Image { get; } = image;

    /// <summary>The symbol, as a stack shows it.</summary>
    public string Name => name ??= Origin!.Method.Name;

    public ulong Address { get; } = address;

    /// <summary>The delegate it was given as, which has its name for reports; null for kernel routines.</summary>
    public Delegate? Origin { get; init; }

    /// <summary>Its code is in a pageable section.</summary>
    public bool IsPageable { get; init; }

    /// <summary>A plain routine: register values in, register value out.</summary>
    public RoutineCode? Code { get; init; }

    /// <summary>A plain routine of more than four parameters.</summary>
    public StackRoutineCode? StackCode { get; init; }

    /// <summary>A routine that the kernel exports, which a driver found by its name.</summary>
    public Ddi? Export { get; init; }

    /// <summary>A kernel routine that calls back or blocks.</summary>
    public Func<ulong, ulong, ulong, ulong, IEnumerator<KernelAction>>? Sequence { get; init; }
}

/// <summary>The uniform signature of a routine: up to four register arguments, one register result.</summary>
internal delegate ulong RoutineCode(ulong a0, ulong a1, ulong a2, ulong a3);

/// <summary>The signature of a routine of more than four parameters: the others are on the stack.</summary>
internal delegate ulong StackRoutineCode(ulong a0, ulong a1, ulong a2, ulong a3, ReadOnlySpan<ulong> onStack);
