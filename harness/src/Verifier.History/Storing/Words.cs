using System.Collections.Frozen;

namespace Verifier.History.Storing;

/// <summary>Enumerations as the words that tables hold: lower case, with hyphens.</summary>
internal static class Words
{
    /// <summary>The word for a value.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Table<T>.ByValue[value];

    /// <summary>All words.</summary>
    public static IEnumerable<string> All<T>()
        where T : struct, Enum => Table<T>.ByWord.Keys;

    /// <summary>The value of a word.</summary>
    /// <exception cref="HistoryException">There is no such word: the file is damaged.</exception>
    public static T Read<T>(string word)
        where T : struct, Enum => Table<T>.ByWord.TryGetValue(word, out var value)
            ? value
            : throw new HistoryException(HistoryProblem.Damaged, $"The history file is damaged: \"{word}\" is no {typeof(T).Name}.");

    private static string Spell(string name) =>
        string.Concat(name.Select((c, i) => char.IsAsciiLetterUpper(c) ? (i > 0 ? "-" : string.Empty) + char.ToLowerInvariant(c) : c.ToString()));

    private static class Table<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> ByValue = Enum.GetValues<T>().ToFrozenDictionary(v => v, v => Spell(v.ToString()));
        public static readonly FrozenDictionary<string, T> ByWord = ByValue.ToFrozenDictionary(p => p.Value, p => p.Key);
    }
}
