using System.Collections.Immutable;

namespace Verifier.Engine.Observation;

/// <summary>
/// The frames of a stack as lines, with recursion folded: of frames that repeat one after the other the first two rounds and the last one are
/// listed, and a line between them counts the others.
/// </summary>
public static class FoldedStack
{
    // A cycle of more routines than this is listed whole.
    private const int LongestCycle = 8;

    private const int RoundsBefore = 2;
    private const int FewestRounds = 5;

    /// <summary>The lines, innermost frame first.</summary>
    public static ImmutableArray<string> Of(IReadOnlyList<DriverFrame> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        return Of(frames, f => f.ToString());
    }

    /// <summary>The lines of frames, innermost first. Two frames repeat when they are equal.</summary>
    /// <param name="frames">The frames.</param>
    /// <param name="line">The line of a frame.</param>
    public static ImmutableArray<string> Of<T>(IReadOnlyList<T> frames, Func<T, string> line) =>
        [.. Parts(frames, f => f).SelectMany(p => p.IsCounted ? [p.CountText] : frames.Skip(p.First).Take(p.Count).Select(line))];

    /// <summary>The parts of a stack that are listed or counted, innermost first.</summary>
    /// <param name="frames">The frames.</param>
    /// <param name="identity">What two frames that repeat have in common.</param>
    public static IEnumerable<StackPart> Parts<TFrame, TIdentity>(IReadOnlyList<TFrame> frames, Func<TFrame, TIdentity> identity)
    {
        ArgumentNullException.ThrowIfNull(frames);
        TIdentity[] identities = [.. frames.Select(identity)];
        for (var i = 0; i < frames.Count;)
        {
            var (length, rounds) = CycleAt(identities, i);
            if (rounds < FewestRounds)
            {
                yield return new StackPart(i++, 1, IsCounted: false);
                continue;
            }

            var (shown, end) = (RoundsBefore * length, i + (rounds * length));
            yield return new StackPart(i, shown, IsCounted: false);
            yield return new StackPart(i + shown, end - length - i - shown, IsCounted: true);
            yield return new StackPart(end - length, length, IsCounted: false);
            i = end;
        }
    }

    /// <summary>The shortest cycle that begins at a frame and is worth folding, and how often it comes; otherwise one frame, once.</summary>
    private static (int Length, int Rounds) CycleAt<T>(T[] frames, int start)
    {
        for (var length = 1; length <= LongestCycle; length++)
        {
            var end = start + length;
            while (end < frames.Length && EqualityComparer<T>.Default.Equals(frames[end], frames[end - length]))
            {
                end++;
            }

            if ((end - start) / length is >= FewestRounds and var rounds)
            {
                return (length, rounds);
            }
        }

        return (1, 1);
    }
}
