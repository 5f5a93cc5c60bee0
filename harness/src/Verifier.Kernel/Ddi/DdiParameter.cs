namespace Verifier.Kernel;

/// <summary>One parameter of a DDI: its name in the headers and what the harness may read from it.</summary>
public readonly record struct DdiParameter(string Name, ParameterKind Kind)
{
    internal DdiParameter(string name, ParameterKind kind, int width)
        : this(name, kind) => Width = width;

    /// <summary>Bytes of it that count: compiled drivers leave anything in the rest of the register.</summary>
    public int Width { get; init; } = 8;
}

/// <summary>The meaning of a parameter for fault rules and traces.</summary>
public enum ParameterKind
{
    /// <summary>Any value.</summary>
    Value,

    /// <summary>A simulated address.</summary>
    Address,

    /// <summary>Bytes asked for.</summary>
    Size,

    /// <summary>A pool tag.</summary>
    Tag,

    /// <summary>A POOL_TYPE.</summary>
    PoolType,

    /// <summary>POOL_FLAGS of ExAllocatePool2 and 3.</summary>
    PoolFlags,
}
