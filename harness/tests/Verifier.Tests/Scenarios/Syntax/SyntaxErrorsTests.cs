using Verifier.Scenarios.Diagnostics;

namespace Verifier.Tests.Scenarios.Syntax;

/// <summary>YAML's traps that authors of scenarios really fall into get advice, at the right place.</summary>
public sealed class SyntaxErrorsTests
{
    [TestCase("expect: [ { driver: *, outcome: graceful } ]", 4, 21, "a value that starts with '*' must stand in quotes: \"*\"")]
    [TestCase("faults:\n  - fail: *", 5, 11, "a value that starts with '*' must stand in quotes: \"*\"")]
    [TestCase("faults: [ { fail: pool, where: { size: >= 64 } } ]", 4, 40,
        "a value that starts with '>' must stand in quotes, such as \">= 64\"")]
    [TestCase("says: @me", 4, 7, "a value that starts with '@' must stand in quotes")]
    [TestCase("says: a: b", 4, 8,
        "a colon with a space behind it starts a value; put a text that contains one in quotes, or indent this key like its neighbours")]
    [TestCase("says: \"\\Device\\X\"", 4, 7,
        "in double quotes a backslash starts an escape; write device names without quotes or in single ones: '\\Device\\Name'")]
    [TestCase("says: 'open", 4, 7, "this quote is not closed where the value ends")]
    public void Read_trap_gives_advice_at_its_place(string part, int line, int column, string advice)
    {
        Diagnostic diagnostic = Script.Bad(part, DiagnosticCodes.YamlSyntax);

        Assert.That(diagnostic.Message, Is.EqualTo(advice));
        Assert.That((diagnostic.Span.Line, diagnostic.Span.Column), Is.EqualTo((line, column)));
    }

    [Test]
    public void Read_tab_is_reported_in_every_line_that_has_one()
    {
        IReadOnlyList<Diagnostic> diagnostics = Script.ReadPart("system:\n\tprofile: windows-xp-x86\n \tpaged-pool: 8MiB").Diagnostics;

        Assert.That(diagnostics.Select(d => (d.Code, d.Span.ToString())), Is.EqualTo(new[] { ("VS1011", "5,1"), ("VS1011", "6,2") }));
    }

    [TestCase("faults: [ { fail: pool }\nsays: x", 4, 9, '[')]
    [TestCase("faults: [ { fail: pool ]", 4, 11, '{')]
    [TestCase("faults: [ { fail: [pool, mdl }, { fail: irp } ]", 4, 19, '[')]
    [TestCase("expect:\n  - { driver: a, finding: leak\nsays: x", 5, 5, '{')]
    [TestCase("says: \"[ { not brackets\" # nor these: [\nfaults: [\n  { fail: pool, where: { tag: ['[', ab] } }\nexplore: { strategies: [each] }", 5, 9, '[')]
    public void Read_bracket_that_is_not_closed_points_where_it_opened(string part, int line, int column, char bracket)
    {
        Diagnostic diagnostic = Script.Bad(part, DiagnosticCodes.YamlSyntax);

        Assert.That(diagnostic.Message, Does.StartWith($"this '{bracket}' is not closed, and from line "));
        Assert.That((diagnostic.Span.Line, diagnostic.Span.Column), Is.EqualTo((line, column)));
    }

    [Test]
    public void Read_bracket_that_closes_nothing_is_named() => Assert.That(
        Script.Bad("faults: [ { fail: pool } ] }", DiagnosticCodes.YamlSyntax).Message, Is.EqualTo("this '}' closes nothing that is open"));
}
