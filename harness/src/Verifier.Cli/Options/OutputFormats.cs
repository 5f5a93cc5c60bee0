namespace Verifier.Cli.Options;

/// <summary>The words of <c>--format</c>.</summary>
internal static class OutputFormats
{
    /// <summary>For people.</summary>
    public const string Text = "text";

    /// <summary>For programs: one document.</summary>
    public const string Json = "json";
}
