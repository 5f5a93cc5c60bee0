namespace Verifier.Kernel;

/// <summary>What a bug check parameter means.</summary>
public sealed record ParameterLabel
{
    internal ParameterLabel(string text, ValueKind kind)
    {
        Text = text;
        Kind = kind;
    }

    /// <summary>A parameter that means nothing.</summary>
    public static ParameterLabel Reserved { get; } = new("reserved", ValueKind.Reserved);

    /// <summary>What the parameter is, in a few words.</summary>
    public string Text { get; }

    /// <summary>How its value is shown.</summary>
    public ValueKind Kind { get; }
}
