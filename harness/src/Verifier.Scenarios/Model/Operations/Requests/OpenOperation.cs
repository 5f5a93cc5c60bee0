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

    /// <summary>What stands behind the device's name, with its backslash; empty for the device itself.</summary>
    public string File { get; init; } = "";

    /// <summary>What to do when the file is there, and when it is not.</summary>
    public CreateDisposition Disposition { get; init; } = CreateDisposition.Open;

    /// <summary>FILE_XXX create options; null for those of a plain open.</summary>
    public uint? Options { get; init; }

    /// <summary>The desired access; null to read and write.</summary>
    public uint? Access { get; init; }

    /// <summary>FILE_SHARE_XXX; null to let others read and write.</summary>
    public uint? Share { get; init; }

    /// <summary>Image name of the process that opens and uses the handle; null for the engine's own.</summary>
    public string? Process { get; init; }
}
