using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Verifier.History;

namespace Verifier.Tests.History;

/// <summary>Puts values into a history file that no version of the harness and no sound engine would put there.</summary>
internal sealed partial class DamageSurgeon(string file)
{
    /// <summary>The columns of every table, with their declared types.</summary>
    public List<(string Table, string Column, string Type)> Columns() => Read(
        """
        SELECT m.name, c.name, c.type FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.cid
        """).ConvertAll(row => ((string)row[0]!, (string)row[1]!, (string)row[2]!));

    /// <summary>Sets one row's column, against the rules of the table; false when that needs another row as well.</summary>
    public bool Set(string table, string column, string value)
    {
        var sql = (string)Read($"SELECT sql FROM sqlite_master WHERE name = '{table}'")[0][0]!;
        Schema(table, Guards().Replace(sql, string.Empty));
        try
        {
            Execute($"UPDATE {table} SET {column} = {value} WHERE ({Key(table)}) = (SELECT {Key(table)} FROM {table} LIMIT 1)");
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
        finally
        {
            Schema(table, sql);
        }
    }

    /// <summary>Runs a statement without keys that are looked after.</summary>
    public void Execute(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA ignore_check_constraints = ON; {sql}";
        _ = command.ExecuteNonQuery();
    }

    // What keeps values out, and what makes another type of them on their way in.
    [GeneratedRegex(" NOT NULL|,? STRICT| TEXT| INTEGER(?! PRIMARY)")]
    private static partial Regex Guards();

    private string Key(string table) =>
        string.Join(", ", Read($"SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk").ConvertAll(row => (string)row[0]!));

    private void Schema(string table, string sql) => Execute(
        $"PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = '{sql.Replace("'", "''", StringComparison.Ordinal)}' WHERE name = '{table}'; PRAGMA schema_version = {Version() + 1}");

    private long Version() => (long)Read("PRAGMA schema_version")[0][0]!;

    private List<object?[]> Read(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        }

        return rows;
    }

    private SqliteConnection Connect()
    {
        _ = HistoryStore.Engine;
        var connection = new SqliteConnection($"Data Source={file};Pooling=False;Foreign Keys=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous = OFF";
        _ = command.ExecuteNonQuery();
        return connection;
    }
}
