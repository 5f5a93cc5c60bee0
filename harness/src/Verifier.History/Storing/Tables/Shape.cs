using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Verifier.History.Storing;

/// <summary>The tables of a file with their columns.</summary>
internal static class Shape
{
    private static readonly ConcurrentDictionary<string, Dictionary<string, ImmutableArray<ColumnShape>>> s_expected = new(StringComparer.Ordinal);

    /// <summary>Those of an open file.</summary>
    public static Dictionary<string, ImmutableArray<ColumnShape>> Of(Database database) => database.Prepare(
        """
        SELECT m.name, c.name, c.type, c."notnull", c.pk FROM sqlite_master m JOIN pragma_table_info(m.name) c
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY m.name, c.cid
        """).Rows(row => (Table: row.GetString(0), Column: new ColumnShape(row.GetString(1), row.GetString(2), row.Flag(3), row.GetInt64(4))))
        .GroupBy(c => c.Table, c => c.Column)
        .ToDictionary(g => g.Key, g => g.ToImmutableArray(), StringComparer.Ordinal);

    /// <summary>Those that a version of the schema makes.</summary>
    public static Dictionary<string, ImmutableArray<ColumnShape>> Expected(ImmutableArray<string> steps, int version) =>
        s_expected.GetOrAdd(string.Concat(steps.AsSpan(0, version).ToArray()), _ =>
        {
            using var made = Database.InMemory(steps[..version]);
            return Of(made);
        });
}
