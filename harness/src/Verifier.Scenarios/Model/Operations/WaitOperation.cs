namespace Verifier.Scenarios.Model;

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
