using Microsoft.Data.Sqlite;

namespace Verifier.History.Storing;

/// <summary>Columns as the types of the model.</summary>
internal static class Columns
{
    public static string? TextOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static long? NumberOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    /// <summary>A number of 64 bits without sign, stored as the signed one with the same bits.</summary>
    public static ulong Bits(this SqliteDataReader row, int column) => unchecked((ulong)row.GetInt64(column));

    /// <summary>As <see cref="Bits(SqliteDataReader, int)"/> reads it.</summary>
    public static long Stored(ulong bits) => unchecked((long)bits);

    public static bool Flag(this SqliteDataReader row, int column) => row.GetInt64(column) != 0;

    public static DateTimeOffset Time(this SqliteDataReader row, int column) => ReadTime(row.GetString(column));

    public static string Stored(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    public static long Stored(bool flag) => flag ? 1 : 0;

    /// <summary>True if a text is a time in the stored form.</summary>
    public static bool IsTime(string text) => TryReadTime(text, out _);

    private static DateTimeOffset ReadTime(string text) => TryReadTime(text, out var time)
        ? time
        : throw new HistoryException(HistoryProblem.Damaged, $"The history file is damaged: \"{text}\" is no time.");

    private static bool TryReadTime(string text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out time);
}
