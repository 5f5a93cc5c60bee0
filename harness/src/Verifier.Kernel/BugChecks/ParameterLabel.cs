namespace Verifier.Kernel;

/// <summary>What a bug check parameter means. Made with the method of its kind, so that the tables read as text.</summary>
public sealed record ParameterLabel
{
    private ParameterLabel(string text, ValueKind kind)
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

    internal static ParameterLabel Value(string text) => new(text, ValueKind.Value);

    internal static ParameterLabel Address(string text) => new(text, ValueKind.Address);

    internal static ParameterLabel Bytes(string text) => new(text, ValueKind.Bytes);

    internal static ParameterLabel Count(string text) => new(text, ValueKind.Count);

    internal static ParameterLabel Signed(string text) => new(text, ValueKind.Signed);

    internal static ParameterLabel Irql(string text) => new(text, ValueKind.Irql);

    internal static ParameterLabel PoolType(string text) => new(text, ValueKind.PoolType);

    internal static ParameterLabel Tag(string text) => new(text, ValueKind.Tag);

    internal static ParameterLabel Status(string text) => new(text, ValueKind.Status);

    internal static ParameterLabel Access(string text) => new(text, ValueKind.Access);

    internal static ParameterLabel FaultAccess(string text) => new(text, ValueKind.FaultAccess);
}
