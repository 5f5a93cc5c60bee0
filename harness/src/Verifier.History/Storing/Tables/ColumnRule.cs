using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using SQLitePCL;

namespace Verifier.History.Storing;

/// <summary>What a column may hold. NULL is the engine's matter: it knows which columns may be NULL.</summary>
internal sealed class ColumnRule
{
    /// <summary>More than any count of runs, calls or milliseconds can be, and few enough that millions of them can be added up.</summary>
    public const long MostAmount = 1_000_000_000_000;

    /// <summary>The same for counts that the model keeps in 32 bits.</summary>
    public const long MostCount = 100_000_000;

    private readonly int _type;
    private readonly (long Least, long Most) _range;
    private readonly Func<string, bool>? _isSound;
    private readonly ImmutableArray<string> _words = [];

    private ColumnRule(int type, (long Least, long Most) range = default, Func<string, bool>? isSound = null, IEnumerable<string>? words = null)
    {
        (_type, _range, _isSound) = (type, range, isSound);
        _words = [.. words ?? []];
    }

    /// <summary>A number between two.</summary>
    public static ColumnRule Number(long least, long most) => new(raw.SQLITE_INTEGER, (least, most));

    /// <summary>Text, of which more may be known.</summary>
    public static ColumnRule Text(Func<string, bool>? isSound = null) => new(raw.SQLITE_TEXT, isSound: isSound);

    /// <summary>One of some words.</summary>
    public static ColumnRule Word(IEnumerable<string> words) => new(raw.SQLITE_TEXT, words: words);

    /// <summary>Compressed text.</summary>
    public static ColumnRule Trace() => new(raw.SQLITE_BLOB);

    /// <summary>A condition in SQL that is true of each value that the rule forbids; null when the engine cannot tell.</summary>
    public string? Condition(string column) =>
        _type == raw.SQLITE_INTEGER ? string.Create(
            CultureInfo.InvariantCulture, $"(typeof({column}) NOT IN ('integer', 'null') OR {column} NOT BETWEEN {_range.Least} AND {_range.Most})")
        : !_words.IsEmpty ? $"(typeof({column}) NOT IN ('text', 'null') OR {column} NOT IN ({string.Join(", ", _words.Select(w => $"'{w}'"))}))"
        : null;

    /// <summary>What a column of the present row holds instead, in words; null when it holds what it may.</summary>
    public string? Fault(sqlite3_stmt row, int column)
    {
        var type = raw.sqlite3_column_type(row, column);
        if (type == raw.SQLITE_NULL)
        {
            return null;
        }

        if (type != _type)
        {
            return $"{NameOf(type)} in place of {NameOf(_type)}";
        }

        return type switch
        {
            raw.SQLITE_INTEGER => FaultOf(raw.sqlite3_column_int64(row, column)),
            raw.SQLITE_TEXT => FaultOfText(raw.sqlite3_column_blob(row, column)),
            _ => IsCompressed(raw.sqlite3_column_blob(row, column)) ? null : "what is no compressed text",
        };
    }

    private string? FaultOf(long number) =>
        number >= _range.Least && number <= _range.Most ? null : number.ToString(CultureInfo.InvariantCulture);

    private string? FaultOfText(ReadOnlySpan<byte> text)
    {
        if (!Utf8.IsValid(text))
        {
            return "what is no text in UTF-8";
        }

        if (!_words.IsEmpty && !_words.Contains(Encoding.UTF8.GetString(text)))
        {
            return "a word that it cannot hold";
        }

        return _isSound is null || _isSound(Encoding.UTF8.GetString(text)) ? null : "what was not written into it";
    }

    private static bool IsCompressed(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _ = Json.Decompress(bytes.ToArray());
            return true;
        }
        catch (HistoryException)
        {
            return false;
        }
    }

    private static string NameOf(int type) => type switch
    {
        raw.SQLITE_INTEGER => "a number",
        raw.SQLITE_TEXT => "text",
        raw.SQLITE_BLOB => "bytes",
        _ => "a fraction",
    };
}
