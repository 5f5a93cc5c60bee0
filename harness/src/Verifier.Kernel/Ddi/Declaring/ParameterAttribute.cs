namespace Verifier.Kernel;

/// <summary>
/// The facts about a DDI's parameter that its C# does not say by itself. Without one its name is that of the C# parameter with a capital
/// letter, its kind and its width in bytes follow from its type.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class ParameterAttribute : Attribute
{
    /// <summary>The name in the headers.</summary>
    public string? Name { get; init; }

    /// <summary>Its meaning for fault rules and traces.</summary>
    public ParameterKind Kind { get; init; }

    /// <summary>The type in C, where the C# one is wider: a CCHAR that models give as an int.</summary>
    public Type? InC { get; init; }

    /// <summary>Models may give a string for it; stated, the prototype has a second form that takes one.</summary>
    public TextArgument Text { get; init; }

    /// <summary>A routine or a string may be null.</summary>
    public bool IsOptional { get; init; }
}
