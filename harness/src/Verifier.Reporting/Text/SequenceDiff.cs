namespace Verifier.Reporting.Text;

/// <summary>
/// Aligns two sequences so that as few items as possible stand alone (Myers' greedy method). Sequences that differ more than a limit are
/// aligned up to there; the rest stands alone.
/// </summary>
/// <typeparam name="T">Type of the items.</typeparam>
/// <param name="isAlike">True if two items belong side by side.</param>
internal sealed class SequenceDiff<T>(Func<T, T, bool> isAlike)
{
    // Time and memory grow with the square of the items that stand alone.
    private const int MostAlone = 1500;

    /// <summary>The pairs of indices in order; -1 for an item that stands alone.</summary>
    public List<(int Left, int Right)> Pairs(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
    {
        var ends = new List<int[]>();
        var edits = Search(left, right, ends);
        var (x, y) = edits < 0 ? Farthest(ends[^1], left.Length, right.Length) : (left.Length, right.Length);
        var pairs = Back(ends, edits < 0 ? ends.Count - 1 : edits, x, y);
        for (; x < left.Length; x++)
        {
            pairs.Add((x, -1));
        }

        for (; y < right.Length; y++)
        {
            pairs.Add((-1, y));
        }

        return pairs;
    }

    // Row d of the ends says, for each diagonal, how far d items that stand alone take us. The number of rows needed; -1 for too many.
    private int Search(ReadOnlySpan<T> left, ReadOnlySpan<T> right, List<int[]> ends)
    {
        for (var d = 0; d <= Math.Min(MostAlone, left.Length + right.Length); d++)
        {
            var row = new int[(2 * d) + 1];
            ends.Add(row);
            for (var k = -d; k <= d; k += 2)
            {
                var x = Start(ends, d, k);
                var y = x - k;
                while (x < left.Length && y < right.Length && y >= 0 && isAlike(left[x], right[y]))
                {
                    (x, y) = (x + 1, y + 1);
                }

                row[k + d] = x;
                if (x >= left.Length && y >= right.Length)
                {
                    return d;
                }
            }
        }

        return -1;
    }

    private static int Start(List<int[]> ends, int d, int k) => d == 0 ? 0 : IsDown(ends[d - 1], d, k) ? ends[d - 1][k + d] : ends[d - 1][k + d - 2] + 1;

    // Does diagonal k take an item of the right sequence alone (from k + 1) rather than one of the left (from k - 1)?
    private static bool IsDown(int[] before, int d, int k) => k == -d || (k != d && before[k + d - 2] < before[k + d]);

    // Of the diagonals, the one that got farthest without leaving either sequence.
    private static (int X, int Y) Farthest(int[] row, int width, int height)
    {
        var d = row.Length / 2;
        var inside = Enumerable.Range(0, row.Length)
            .Where(i => i % 2 == 0)
            .Select(i => (X: row[i], Y: row[i] - (i - d)))
            .Where(p => p.X <= width && p.Y >= 0 && p.Y <= height);
        return inside.MaxBy(p => p.X + p.Y);
    }

    private static List<(int Left, int Right)> Back(List<int[]> ends, int edits, int x, int y)
    {
        var pairs = new List<(int, int)>();
        for (var d = edits; d >= 0; d--)
        {
            var k = x - y;
            var isDown = d > 0 && IsDown(ends[d - 1], d, k);
            var from = d == 0 ? 0 : isDown ? k + 1 : k - 1;
            var (startX, startY) = d == 0 ? (0, 0) : (ends[d - 1][from + d - 1], ends[d - 1][from + d - 1] - from);
            var (snakeX, snakeY) = d == 0 ? (0, 0) : isDown ? (startX, startY + 1) : (startX + 1, startY);
            while (x > snakeX && y > snakeY)
            {
                pairs.Add((--x, --y));
            }

            if (d > 0)
            {
                pairs.Add(isDown ? (-1, startY) : (startX, -1));
            }

            (x, y) = (startX, startY);
        }

        pairs.Reverse();
        return pairs;
    }
}
