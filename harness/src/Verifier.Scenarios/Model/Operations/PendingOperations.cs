namespace Verifier.Scenarios.Model;

/// <summary><c>cancel</c>: IoCancelIrp on every pending request of that name.</summary>
public sealed record CancelOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "cancel";

    /// <summary>Name of the overlapped operation whose requests are cancelled.</summary>
    public required string Operation { get; init; }
}

/// <summary><c>wait</c>: until pending requests are complete.</summary>
public sealed record WaitOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "wait";

    /// <summary>Name of the overlapped operation to wait for; null to wait for every pending request.</summary>
    public string? Operation { get; init; }

    /// <summary>
    /// Virtual time after which the wait gives up; null to wait for ever (which the engine turns into the verdict "hang").
    /// </summary>
    public TimeSpan? Timeout { get; init; }
}

/// <summary><c>advance</c>: lets virtual time pass; timers, DPCs and work items that fall due run.</summary>
public sealed record AdvanceOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "advance";

    /// <summary>How long; whole multiples of 100 ns.</summary>
    public required TimeSpan By { get; init; }
}
