namespace Verifier.Scenarios.Model;

/// <summary>Bytes at a place of a request that reaches the simulated device below.</summary>
public sealed record BelowBytes : ScenarioNode
{
    /// <summary>The buffer, or the structure, of the request.</summary>
    public required BelowBuffer Buffer { get; init; }

    /// <summary>Offset in bytes; behind the pointer, if one is followed.</summary>
    public int At { get; init; }

    /// <summary>Offset of a pointer in the structure, which is followed; null for none.</summary>
    public int? PointerAt { get; init; }

    /// <summary>Offset of a pointer to an MDL in the structure, whose pages are meant; null for none.</summary>
    public int? MdlAt { get; init; }

    /// <summary>The bytes.</summary>
    public required DataLiteral Data { get; init; }
}

/// <summary>The buffers of a request, and the structures that drivers hand each other.</summary>
public enum BelowBuffer
{
    /// <summary>AssociatedIrp.SystemBuffer.</summary>
    SystemBuffer,

    /// <summary>UserBuffer.</summary>
    UserBuffer,

    /// <summary>The pages of MdlAddress.</summary>
    Mdl,

    /// <summary>Parameters.DeviceIoControl.Type3InputBuffer.</summary>
    Type3,

    /// <summary>The structure at Parameters.Others.Argument1, such as an URB.</summary>
    Argument1,

    /// <summary>The structure at Parameters.Others.Argument2.</summary>
    Argument2,

    /// <summary>The structure at Parameters.Others.Argument3.</summary>
    Argument3,

    /// <summary>The structure at Parameters.Others.Argument4.</summary>
    Argument4,
}
