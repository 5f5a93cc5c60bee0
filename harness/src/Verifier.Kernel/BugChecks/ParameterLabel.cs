namespace Verifier.Kernel;

/// <summary>The meaning of a bug check parameter.</summary>
public sealed record ParameterLabel
{
    internal ParameterLabel(string text, ValueKind kind)
    {
        Text = text;
        Kind = kind;
    }

    /// <summary>A parameter that means nothing.</summary>
    public static ParameterLabel Reserved { get; } = new("reserved", ValueKind.Reserved);

    /// <summary>The name of the parameter, in a few words.</summary>
    public string Text { get; }

    /// <summary>The kind of value, which decides how it is shown.</summary>
    public ValueKind Kind { get; }
}
