using System.Globalization;
using System.Text;

namespace Verifier.Generators.Ddis;

/// <summary>Writes the catalogue of all DDIs.</summary>
internal static class CatalogueWriter
{
    /// <summary>
    /// The file. Each entry has a method of its own that makes it, in a class with those that are declared together, and the exports are in
    /// another one: what the runtime compiles and loads at a start grows faster than the size of a method or a class.
    /// </summary>
    public static string Write(IReadOnlyList<DdiSource> ddis)
    {
        var text = new StringBuilder(DdiGenerator.Header).Append("/// <summary>The catalogue entry of every DDI, under its name.</summary>\n")
            .Append("internal static class Ddis\n{\n");
        foreach (var ddi in ddis)
        {
            text.Append($"    public static readonly Ddi {ddi.Name} = {EntriesOf(ddi)}.{ddi.Name}();\n");
        }

        text.Append("\n    /// <summary>All of them, by name.</summary>\n    public static readonly Ddi[] All =\n    [\n")
            .Append(string.Concat(ddis.Select(d => $"        {d.Name},\n"))).Append("    ];\n}\n");
        WriteExports(text, ddis);
        var ordinals = ddis.Select((d, i) => (d.Name, Ordinal: i)).ToDictionary(d => d.Name, d => d.Ordinal);
        foreach (var together in ddis.GroupBy(EntriesOf))
        {
            text.Append($"\nfile static class {together.Key}\n{{");
            foreach (var ddi in together)
            {
                var entry = ddi.Entry.Replace(EntryWriter.OrdinalHole, ordinals[ddi.Name].ToString(CultureInfo.InvariantCulture));
                text.Append($"\n    public static Ddi {ddi.Name}() => {entry};\n");
            }

            text.Append("}\n");
        }

        return text.ToString();
    }

    private static string EntriesOf(DdiSource ddi) => $"{ddi.Class}Entries";

    private static void WriteExports(StringBuilder text, IReadOnlyList<DdiSource> ddis) => text
        .Append("\n/// <summary>The routine behind each exported name.</summary>\ninternal static class DdiExports\n{\n")
        .Append("    public static readonly (string Name, Ddi Routine)[] All =\n    [\n")
        .Append(string.Concat(ddis.SelectMany(d => d.Exports.Select(e => $"        (\"{e}\", Ddis.{d.Name}),\n"))))
        .Append("    ];\n}\n");
}
