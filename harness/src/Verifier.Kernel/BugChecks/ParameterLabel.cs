namespace Verifier.Kernel;

/// <summary>What a bug check parameter means. Made with the method of its kind, so that the tables read as text.</summary>
public sealed record ParameterLabel
{
    private ParameterLabel(string text, ParameterKind kind)
    {
        Text = text;
        Kind = kind;
    }

    /// <summary>A parameter that means nothing.</summary>
    public static ParameterLabel Reserved { get; } = new("reserved", ParameterKind.Reserved);

    /// <summary>What the parameter is, in a few words.</summary>
    public string Text { get; }

    /// <summary>How its value is shown.</summary>
    public ParameterKind Kind { get; }

    internal static ParameterLabel Value(string text) => new(text, ParameterKind.Value);

    internal static ParameterLabel Address(string text) => new(text, ParameterKind.Address);

    internal static ParameterLabel Bytes(string text) => new(text, ParameterKind.Bytes);

    internal static ParameterLabel Count(string text) => new(text, ParameterKind.Count);

    internal static ParameterLabel Signed(string text) => new(text, ParameterKind.Signed);

    internal static ParameterLabel Irql(string text) => new(text, ParameterKind.Irql);

    internal static ParameterLabel PoolType(string text) => new(text, ParameterKind.PoolType);

    internal static ParameterLabel Tag(string text) => new(text, ParameterKind.Tag);

    internal static ParameterLabel Status(string text) => new(text, ParameterKind.Status);

    internal static ParameterLabel Access(string text) => new(text, ParameterKind.Access);

    internal static ParameterLabel FaultAccess(string text) => new(text, ParameterKind.FaultAccess);
}
