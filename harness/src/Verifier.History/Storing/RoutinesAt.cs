using System.Collections.Immutable;

namespace Verifier.History.Storing;

/// <summary>The driver's routines that tell where a finding is.</summary>
internal static class RoutinesAt
{
    // As many as a fingerprint takes: further out is who asked, not what went wrong.
    private const int Most = 3;
    private const string Separator = " < ";

    /// <summary>The innermost routines at the failed call; at the stop if no call failed. Empty when neither is known.</summary>
    public static ImmutableArray<string> Of(string injectedAt, string stoppedAt)
    {
        var frames = Json.List<StackFrameRow>(injectedAt);
        return [.. (frames.IsEmpty ? Json.List<StackFrameRow>(stoppedAt) : frames).Take(Most).Select(f => f.Function)];
    }

    /// <summary>Routines as a move names them, the innermost first.</summary>
    public static string Text(IEnumerable<string> routines) => string.Join(Separator, routines);

    /// <summary>The innermost routine of such a text.</summary>
    public static string FirstOf(string text) => text.Split(Separator, 2)[0];
}
