namespace Verifier.Kernel;

/// <summary>
/// The way in which a DDI fails for lack of resources; without this it never does. The methods that are named stand in the same class and
/// take what they need of the DDI's parameters, by name; a <see cref="Machine"/> first where they look at one. See
/// <see cref="FailureContract"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FailsAttribute(FailureShape shape) : Attribute
{
    /// <summary>The shape.</summary>
    public FailureShape Shape { get; } = shape;

    /// <summary>The name of the NTSTATUS that it returns or raises.</summary>
    public string Status { get; init; } = nameof(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES);

    /// <summary>Other shapes that its page allows.</summary>
    public FailureShape[] Alternatives { get; init; } = [];

    /// <summary>The method that says in which shape one call fails, where its arguments decide: returns a <see cref="FailureShape"/>.</summary>
    public string? ByArguments { get; init; }

    /// <summary>The method that says which of <see cref="Alternatives"/> one call has.</summary>
    public string? MoreByArguments { get; init; }

    /// <summary>The method that says where it can fail at all, of the machine alone.</summary>
    public string? InContext { get; init; }

    /// <summary>The method that stops the machine as the routine does that must not fail.</summary>
    public string? Crash { get; init; }
}
