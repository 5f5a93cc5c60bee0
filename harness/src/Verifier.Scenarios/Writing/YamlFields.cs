using System.Collections.Immutable;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Writing;

/// <summary>The keys of one object as they are collected; what has no value is left out.</summary>
internal sealed class YamlFields
{
    private readonly List<(string Key, YamlNode Value)> _entries = [];

    /// <summary>Number of keys.</summary>
    public int Count => _entries.Count;

    /// <summary>The object.</summary>
    public YamlMap Map => new([.. _entries]);

    /// <summary>A key with its value; left out for null.</summary>
    public YamlFields Add(string key, YamlNode? value)
    {
        if (value is not null)
        {
            _entries.Add((key, value));
        }

        return this;
    }

    /// <summary>A text.</summary>
    public YamlFields Add(string key, string? text) => Add(key, text is null ? null : YamlNode.Text(text));

    /// <summary>A number; left out when it is the default.</summary>
    public YamlFields Add(string key, long? number, long otherwise) =>
        Add(key, number is { } value && value != otherwise ? YamlNode.Number(value) : null);

    /// <summary>A switch; left out when it is off.</summary>
    public YamlFields Add(string key, bool isOn) => Add(key, isOn ? YamlNode.Word("true") : null);

    /// <summary>Patterns; left out when there are none.</summary>
    public YamlFields Add(string key, ImmutableArray<Glob> globs) =>
        Add(key, globs.IsEmpty ? null : YamlNode.OneOrList(globs.Select(g => YamlNode.Text(g.Pattern))));

    /// <summary>A pattern.</summary>
    public YamlFields Add(string key, Glob? glob) => Add(key, glob?.Pattern);

    /// <summary>A time.</summary>
    public YamlFields Add(string key, TimeSpan? time) => Add(key, time is { } value ? ValueText.Of(value) : null);

    /// <summary>A range.</summary>
    public YamlFields Add(string key, Comparison? range) => Add(key, range is { } value ? ValueText.Of(value) : null);

    /// <summary>Bytes of an output; left out when there are none.</summary>
    public YamlFields Add(string key, ImmutableArray<ByteRange> ranges) => Add(key, ranges.IsEmpty ? null : YamlNode.OneOrList(ranges.Select(r => YamlNode.Word(r.ToString()))));

    /// <summary>Bytes.</summary>
    public YamlFields Add(string key, DataLiteral? data) => Add(key, data is null ? null : YamlNode.Text(ValueText.Of(data)));
}
