using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Verifier.Scenarios.Syntax;

/// <summary>
/// Builds the tree of a script from YAML's event stream. The tree is our own, not <c>YamlStream</c>'s, because that one stops at the
/// first repeated key, resolves aliases and has no limit of depth; the events come from an iterative parser, so nothing here can
/// overflow the stack.
/// </summary>
internal sealed class SyntaxReader
{
    /// <summary>Deepest nesting of lists and keys.</summary>
    public const int MaximumDepth = 64;

    private readonly DiagnosticBag _diagnostics;
    private readonly Parser _parser;
    private bool _tooDeep;

    private SyntaxReader(SourceText source, DiagnosticBag diagnostics)
    {
        _diagnostics = diagnostics;
        _parser = new Parser(new StringReader(source.Text));
    }

    /// <summary>Reads the one document of a script.</summary>
    /// <param name="source">The text.</param>
    /// <param name="diagnostics">The bag that takes errors and warnings.</param>
    /// <returns>The root, or null if there is none or YAML itself is broken.</returns>
    public static SyntaxNode? Read(SourceText source, DiagnosticBag diagnostics)
    {
        // The parser is a library and the text may be hostile: every exception becomes a diagnostic of the script, never a crash.
        // Besides
        // YamlException, version 16.3.0 throws InvalidOperationException for an unclosed list.
        try
        {
            return new SyntaxReader(source, diagnostics).ReadStream();
        }
        catch (Exception exception) when (exception is YamlException or InvalidOperationException or ArgumentException or FormatException
            or OverflowException or IndexOutOfRangeException or NullReferenceException)
        {
            SyntaxErrors.Report(source, exception, diagnostics);
            return null;
        }
    }

    private SyntaxNode? ReadStream()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            _diagnostics.Add(DiagnosticCodes.EmptyFile, SourceSpan.At(1, 1), "there is no scenario in this file");
            return null;
        }

        _parser.Consume<DocumentStart>();
        SyntaxNode root = ReadNode(1);
        if (_tooDeep)
        {
            return null;
        }

        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
        {
            _diagnostics.Add(DiagnosticCodes.SeveralDocuments, Span(second), "a file holds one scenario; a second document starts here");
        }

        return root;
    }

    private SyntaxNode ReadNode(int depth)
    {
        ParsingEvent node = _parser.Require<ParsingEvent>();
        if (node is NodeEvent content)
        {
            CheckProperties(content);
        }

        if (depth > MaximumDepth && (node is SequenceStart or MappingStart))
        {
            return TooDeep(node);
        }

        switch (node)
        {
            case SequenceStart:
                return ReadList(depth);
            case MappingStart:
                return ReadMap(depth);
            case Scalar scalar:
                _parser.MoveNext();
                return Leaf(scalar);
            case AnchorAlias alias:
                _parser.MoveNext();
                return ReportAlias(alias);
            default:
                // The parser lets some broken flow collections end where a value belongs.
                throw new YamlException(node.Start, node.End, "A value is missing.");
        }
    }

    private SyntaxFault ReportAlias(AnchorAlias alias)
    {
        string name = Printable.Text(alias.Value.Value, 40);
        _diagnostics.Add(DiagnosticCodes.Alias, Span(alias),
            $"'*{name}' is a YAML alias, which scripts do not have; put a pattern that starts with '*' in quotes");
        return new SyntaxFault(Span(alias));
    }

    private SyntaxList ReadList(int depth)
    {
        SourceSpan span = Span(_parser.Consume<SequenceStart>());
        var items = new List<SyntaxNode>();
        while (!_tooDeep && !_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1));
        }

        return new SyntaxList(span, items);
    }

    private SyntaxMap ReadMap(int depth)
    {
        SourceSpan span = Span(_parser.Consume<MappingStart>());
        var entries = new List<SyntaxEntry>();
        var keys = new Dictionary<string, SourceSpan>(StringComparer.Ordinal);
        while (!_tooDeep && !_parser.TryConsume<MappingEnd>(out _))
        {
            SyntaxNode key = ReadNode(depth + 1);
            SyntaxNode value = _tooDeep ? key : ReadNode(depth + 1);
            if (UsableKey(key, keys) is { } usable)
            {
                entries.Add(new SyntaxEntry(usable, value));
            }
        }

        return new SyntaxMap(span, entries);
    }

    private SyntaxScalar? UsableKey(SyntaxNode key, Dictionary<string, SourceSpan> keys)
    {
        if (key is SyntaxFault || _tooDeep)
        {
            return null;
        }

        if (key is not SyntaxScalar { Value.Length: > 0 } scalar)
        {
            _diagnostics.Add(DiagnosticCodes.KeyNotAWord, key.Span, $"a key is one word; found {key.Phrase}");
            return null;
        }

        if (keys.TryAdd(scalar.Value, scalar.Span))
        {
            return scalar;
        }

        string first = FormattableString.Invariant($"in line {keys[scalar.Value].Line}");
        _diagnostics.Add(DiagnosticCodes.DuplicateKey, scalar.Span, $"the key '{Printable.Text(scalar.Value, 60)}' stands {first} already");
        return null;
    }

    private SyntaxFault TooDeep(ParsingEvent node)
    {
        _tooDeep = true;
        _diagnostics.Add(DiagnosticCodes.TooDeep, Span(node), FormattableString.Invariant($"nested deeper than {MaximumDepth} levels"));
        return new SyntaxFault(Span(node));
    }

    private void CheckProperties(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
        {
            string name = Printable.Text(node.Anchor.Value, 40);
            _diagnostics.Add(DiagnosticCodes.Anchor, Span(node),
                $"'&{name}' is a YAML anchor, which scripts do not have; write the value out, in quotes if it starts with '&'");
        }

        // A quoted scalar carries the tag "!" of its own accord; only a tag that is written out is refused.
        if (!node.Tag.IsEmpty && !(node.Tag.IsNonSpecific && node is Scalar { IsQuotedImplicit: true }))
        {
            string tag = Printable.Text(node.Tag.IsNonSpecific ? "!" : node.Tag.Value, 40);
            _diagnostics.Add(DiagnosticCodes.Tag, Span(node),
                $"'{tag}' is a YAML tag, which scripts do not have; put a text that starts with '!' in quotes");
        }
    }

    private static SyntaxScalar Leaf(Scalar scalar) => new(Span(scalar), scalar.Value, scalar.Style == ScalarStyle.Plain);

    private static SourceSpan Span(ParsingEvent node)
    {
        SourceSpan span = Span(node.Start, node.End);
        return node is Scalar { Style: ScalarStyle.Plain, Value.Length: > 0 } or not Scalar && span.EndLine == span.Line
            && span.EndColumn == span.Column
            ? span with { EndColumn = span.Column + 1 }
            : span;
    }

    private static SourceSpan Span(Mark start, Mark end) => new((int)start.Line, (int)start.Column, (int)end.Line, (int)end.Column);
}
