using Microsoft.Data.Sqlite;

namespace Verifier.History.Storing;

/// <summary>A prepared statement with parameters $1, $2 …</summary>
internal sealed class Statement(SqliteCommand command) : IDisposable
{
    /// <summary>Runs it.</summary>
    /// <returns>Number of rows changed.</returns>
    public int Run(params ReadOnlySpan<object?> values) => Bound(values).ExecuteNonQuery();

    /// <summary>Its first number; null without a row, and for NULL.</summary>
    public long? NumberOrNull(params ReadOnlySpan<object?> values) => Bound(values).ExecuteScalar() as long?;

    /// <summary>Its first number.</summary>
    public long Number(params ReadOnlySpan<object?> values) => (long)Bound(values).ExecuteScalar()!;

    /// <summary>Calls an action with each row.</summary>
    public void ForEach(Action<SqliteDataReader> action)
    {
        using var reader = Bound([]).ExecuteReader();
        while (reader.Read())
        {
            action(reader);
        }
    }

    /// <summary>Its rows, one by one; read all of one before the next is asked for.</summary>
    public List<T> Rows<T>(Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Bound(values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public void Dispose() => command.Dispose();

    private SqliteCommand Bound(ReadOnlySpan<object?> values)
    {
        for (var i = command.Parameters.Count; i < values.Length; i++)
        {
            _ = command.Parameters.Add(new SqliteParameter(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"${i + 1}"), null));
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }
}
