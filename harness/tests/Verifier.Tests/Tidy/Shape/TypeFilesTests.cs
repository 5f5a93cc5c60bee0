using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Verifier.Tests.Tidy.Shape;

/// <summary>A file declares one type and is called after it: the name of a type is the name of its file.</summary>
public sealed class TypeFilesTests
{
    // The types with one name but for their parameters count as one; those that only their file sees are part of it.
    private static readonly Known[] s_known =
    [
        new("harness/src/Verifier.Kernel/", 86, "small structures stand by their users, parts of Ntoskrnl are called after subjects"),
        new("harness/tests/Verifier.Tests/Kernel/", 1, "the flaws stand by the driver that has them"),
    ];

    [Test]
    public void Tree_has_one_type_in_a_file() => Offence.AssertNone(Known.Check(Tree.Files("harness/", ".cs").SelectMany(Find), s_known));

    [TestCase("class A;\nclass B;", "2 types: A, B")]
    [TestCase("class A;\nenum B { One }\ndelegate void C();", "3 types: A, B, C")]
    [TestCase("namespace N { class A; record struct B; }", "2 types: A, B")]
    [TestCase("class B;", "the type B in a file of another name")]
    [TestCase("class A<T>;\nclass B<T>;", "2 types: A, B")]
    public void Find_other_type_is_reported(string code, string what) =>
        Assert.That(Find(new TreeFile("x/A.cs", code)).Select(offence => offence.What), Is.EqualTo(new[] { what }));

    [TestCase("x/A.cs", "namespace N;\nclass A;")]
    [TestCase("x/A.cs", "interface A;\ninterface A<T> : A;")]
    [TestCase("x/A.cs", "class A { enum B { One } private class C; }")]
    [TestCase("x/A.cs", "class A;\nfile class B;")]
    [TestCase("x/A.Part.cs", "partial class A;")]
    [TestCase("x/Program.cs", "System.Console.WriteLine();")]
    public void Find_one_type_is_left_alone(string path, string code) => Assert.That(Find(new TreeFile(path, code)), Is.Empty);

    private static IEnumerable<Offence> Find(TreeFile file)
    {
        var types = CSharpSyntaxTree.ParseText(file.Text).GetCompilationUnitRoot()
            .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(member => !member.Modifiers.Any(modifier => modifier.IsKind(SyntaxKind.FileKeyword)))
            .Select(NameOf)
            .OfType<string>()
            .Distinct()
            .ToList();
        if (types.Count > 1)
        {
            yield return new Offence(file.Path, 1, $"{types.Count} types: {string.Join(", ", types)}", "Give each a file of its own");
        }
        else if (types.Count == 1 && types[0] != file.Name.Split('.')[0])
        {
            yield return new Offence(file.Path, 1, $"the type {types[0]} in a file of another name", "Call the file after the type");
        }
    }

    private static string? NameOf(MemberDeclarationSyntax member) => member switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax type => type.Identifier.Text,
        _ => null,
    };
}
