namespace Verifier.Scenarios.Diagnostics;

/// <summary>Finds the known word a mistyped one was meant to be.</summary>
internal static class NearestWord
{
    private const int LongestWord = 80;

    /// <summary>The known word with the smallest edit distance, if that is small for a word of this length.</summary>
    /// <param name="word">The word that was found.</param>
    /// <param name="known">The known words, in any order; the answer does not depend on it.</param>
    /// <returns>The nearest word or null.</returns>
    public static string? To(string word, IEnumerable<string> known)
    {
        if (word.Length is 0 or > LongestWord)
        {
            return null;
        }

        // Of one or two letters, a changed one leaves too little to be near to anything.
        int farthest = word.Length < 3 ? 0 : Math.Max(1, word.Length / 3);
        string? best = null;
        int bestDistance = farthest + 1;
        foreach (string candidate in known)
        {
            if (Math.Abs(candidate.Length - word.Length) > farthest)
            {
                continue;
            }

            int distance = Distance(word, candidate);
            bool isNearer = distance < bestDistance
                || (distance == bestDistance && best is not null && string.CompareOrdinal(candidate, best) < 0);
            (best, bestDistance) = isNearer ? (candidate, distance) : (best, bestDistance);
        }

        return best;
    }

    // Insertions, deletions, replacements and swaps of neighbours cost 1 each; a difference of case or of '_' and '-' costs nothing,
    // so that such a word is always the nearest.
    private static int Distance(string left, string right)
    {
        int[] beforePrevious = new int[right.Length + 1];
        int[] previous = [.. Enumerable.Range(0, right.Length + 1)];
        int[] current = new int[right.Length + 1];
        for (int i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int replaced = previous[j - 1] + (Same(left[i - 1], right[j - 1]) ? 0 : 1);
                int best = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
                bool isSwap = i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]);
                current[j] = isSwap ? Math.Min(best, beforePrevious[j - 2] + 1) : best;
            }

            (beforePrevious, previous, current) = (previous, current, beforePrevious);
        }

        return previous[right.Length];
    }

    private static bool Same(char left, char right) => Folded(left) == Folded(right);

    private static char Folded(char character) => character == '_' ? '-' : char.ToLowerInvariant(character);
}
