using System.Text;

namespace Verifier.Scenarios.Writing;

/// <summary>
/// Lines of YAML as people write scenarios: what fits on a line stands on one, in braces and brackets; the rest gets lines of its own.
/// </summary>
internal sealed class YamlText
{
    private const int LongestLine = 130;
    private const int Step = 2;

    private readonly StringBuilder _text = new();

    /// <summary>A line as it is.</summary>
    public void Line(string line) => _text.Append(line).Append('\n');

    /// <summary>A key of the document; a list under it has a line for each item.</summary>
    public void Entry(string key, YamlNode value, bool isList) => Value($"{key}:", 0, value, mayFlow: !isList);

    /// <summary>All of it.</summary>
    public override string ToString() => _text.ToString();

    private void Value(string head, int column, YamlNode value, bool mayFlow = true)
    {
        string flow = value.Flow;
        if (value is YamlScalar || (mayFlow && head.Length + flow.Length < LongestLine))
        {
            Line($"{head} {flow}");
            return;
        }

        Line(head);
        if (value is YamlMap map)
        {
            Entries(map.Entries, column + Step);
        }
        else if (value is YamlList list)
        {
            foreach (YamlNode item in list.Items)
            {
                Item(column + Step, item);
            }
        }
    }

    private void Item(int column, YamlNode item)
    {
        string head = Spaces(column) + "-";
        if (item is not YamlMap { Entries: [var first, .. var rest] } || head.Length + item.Flow.Length < LongestLine)
        {
            Value(head, column, Unbraced(item));
            return;
        }

        Value($"{head} {first.Key}:", column + Step, first.Value);
        Entries(rest, column + Step);
    }

    private void Entries(IEnumerable<(string Key, YamlNode Value)> entries, int column)
    {
        foreach ((string key, YamlNode value) in entries)
        {
            Value($"{Spaces(column)}{key}:", column, value);
        }
    }

    // An operation has one key and needs no braces of its own.
    private static YamlNode Unbraced(YamlNode item) =>
        item is YamlMap { Entries: [var (key, value)] } ? new YamlScalar($"{key}: {value.Flow}") : item;

    private static string Spaces(int count) => new(' ', count);
}
