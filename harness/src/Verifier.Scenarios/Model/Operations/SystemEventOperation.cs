namespace Verifier.Scenarios.Model;

/// <summary><c>system-event</c>: something happens in the system that drivers can be told of.</summary>
public sealed record SystemEventOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "system-event";

    /// <summary>What happens.</summary>
    public required SystemEvent Event { get; init; }

    /// <summary>Image name of the process that it is about; null for the workload's own, and for the image of a driver.</summary>
    public string? Process { get; init; }

    /// <summary>The command line of a process that is created; null for its image name.</summary>
    public string? CommandLine { get; init; }

    /// <summary>Path of the image that is mapped; null for other events.</summary>
    public string? Image { get; init; }

    /// <summary>The class of the interface; null for other events.</summary>
    public Guid? InterfaceClass { get; init; }

    /// <summary>The symbolic link of the interface; null for one that its class gives.</summary>
    public string? Link { get; init; }
}
