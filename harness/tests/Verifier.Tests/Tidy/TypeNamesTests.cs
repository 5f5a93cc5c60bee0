using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Verifier.Tests.Tidy;

/// <summary>A type is called after what it is; these endings say only that it does something.</summary>
public sealed class TypeNamesTests
{
    private static readonly string[] s_endings = ["Manager", "Helper", "Helpers", "Utils", "Util", "Common", "Base", "Impl"];

    [Test]
    public void Tree_has_no_empty_type_names() => Offence.AssertNone(Tree.Files("harness/src/", ".cs").SelectMany(Find));

    [TestCase("class PoolManager;")]
    [TestCase("interface IoUtils { }")]
    [TestCase("class Outer { record struct DriverBase(int X); }")]
    [TestCase("enum Common { A }")]
    [TestCase("delegate void CallImpl();")]
    public void Find_empty_name_is_reported(string code) =>
        Assert.That(Find(new TreeFile("A.cs", "namespace N;\n" + code)).Single().Line, Is.EqualTo(2));

    [TestCase("class Database;")]
    [TestCase("class Managers;")]
    [TestCase("class Pool { void Manager() { } int Base; }")]
    public void Find_other_name_is_left_alone(string code) =>
        Assert.That(Find(new TreeFile("A.cs", code)), Is.Empty);

    private static IEnumerable<Offence> Find(TreeFile file)
    {
        foreach (var node in CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantNodes())
        {
            var name = node switch
            {
                BaseTypeDeclarationSyntax type => type.Identifier,
                DelegateDeclarationSyntax type => type.Identifier,
                _ => default,
            };
            if (s_endings.FirstOrDefault(end => name.Text.EndsWith(end, StringComparison.Ordinal)) is { } ending)
            {
                var line = name.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
                yield return new Offence(file.Path, line, $"type {name.Text} ends in {ending}", "Name it after the thing it is");
            }
        }
    }
}
