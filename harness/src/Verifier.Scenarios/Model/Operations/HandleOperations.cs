namespace Verifier.Scenarios.Model;

/// <summary><c>open</c>: IRP_MJ_CREATE; the handle gets a name.</summary>
public sealed record OpenOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "open";

    /// <summary>Device name or symbolic link, such as <c>\Device\ArrayCache</c>.</summary>
    public required string Device { get; init; }

    /// <summary>Name of the handle.</summary>
    public required string Handle { get; init; }

    /// <summary>Image name of the process that opens and uses the handle; null for the engine's own.</summary>
    public string? Process { get; init; }
}

/// <summary><c>close</c>: the last handle goes: IRP_MJ_CLEANUP, then IRP_MJ_CLOSE when no request is left.</summary>
public sealed record CloseOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "close";

    /// <summary>The handle.</summary>
    public required string Handle { get; init; }
}
