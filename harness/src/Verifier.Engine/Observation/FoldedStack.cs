using System.Collections.Immutable;
using System.Globalization;

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

    /// <summary>The lines of frames of any kind, innermost first. Two frames repeat when they are equal.</summary>
    /// <param name="frames">The frames.</param>
    /// <param name="line">The line of a frame.</param>
    public static ImmutableArray<string> Of<T>(IReadOnlyList<T> frames, Func<T, string> line)
    {
        ArgumentNullException.ThrowIfNull(frames);
        var lines = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < frames.Count;)
        {
            var (length, rounds) = CycleAt(frames, i);
            if (rounds < FewestRounds)
            {
                lines.Add(line(frames[i++]));
                continue;
            }

            lines.AddRange(frames.Skip(i).Take(RoundsBefore * length).Select(line));
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"… {(rounds - RoundsBefore - 1) * length} more of the same …"));
            i += rounds * length;
            lines.AddRange(frames.Skip(i - length).Take(length).Select(line));
        }

        return lines.ToImmutable();
    }

    /// <summary>The shortest cycle that begins at a frame and is worth folding, and how often it comes; otherwise one frame, once.</summary>
    private static (int Length, int Rounds) CycleAt<T>(IReadOnlyList<T> frames, int start)
    {
        for (var length = 1; length <= LongestCycle; length++)
        {
            var end = start + length;
            while (end < frames.Count && EqualityComparer<T>.Default.Equals(frames[end], frames[end - length]))
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
