using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Verifier.Tests.Tidy;

/// <summary>
/// Between a driver's call and the code that raises, exceptions are handled by filters only. A catch that rethrows would run the first pass twice:
/// a driver's filters would see the frames between gone (ARCHITECTURE.md D10).
/// </summary>
public sealed class ExceptionFiltersTests
{
    private static readonly string[] s_folders =
        ["harness/src/Verifier.Engine/Interception/", "harness/src/Verifier.Kernel/Calls/", "harness/src/Verifier.Kernel/Threads/"];

    [Test]
    public void Path_of_a_call_has_no_catch_without_filter() =>
        Offence.AssertNone(s_folders.SelectMany(folder => Tree.Files(folder, ".cs")).SelectMany(Find));

    [Test]
    public void Path_of_a_call_is_where_the_test_looks() =>
        Assert.That(s_folders.Select(folder => Tree.Files(folder, ".cs").Count()), Has.All.GreaterThan(2));

    [TestCase("try { }\ncatch { }")]
    [TestCase("try { }\ncatch (System.Exception) { throw; }")]
    public void Find_catch_without_filter_is_reported(string code) => Assert.That(Find(FileOf(code)).Single().Line, Is.EqualTo(2));

    [TestCase("try { }\ncatch (System.Exception e) when (e.Message.Length > 0) { }")]
    [TestCase("try { }\nfinally { }")]
    public void Find_filter_is_left_alone(string code) => Assert.That(Find(FileOf(code)), Is.Empty);

    private static TreeFile FileOf(string code) => new("A.cs", "class A { void M() { " + code + " } }");

    private static IEnumerable<Offence> Find(TreeFile file) =>
        from clause in CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantNodes().OfType<CatchClauseSyntax>()
        where clause.Filter is null
        select new Offence(
            file.Path,
            clause.GetLocation().GetLineSpan().StartLinePosition.Line + 1,
            "a catch without a filter",
            "Write catch (…) when (…), or restore state in finally");
}
