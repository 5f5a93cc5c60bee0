using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Verifier.Engine.Planning;

namespace Verifier.Tests.Engine.Planning;

/// <summary>A driver's build is another one when it does something else, and for no other reason.</summary>
public sealed class BuildIdentityTests
{
    private const string Source = """
        [assembly: System.Reflection.AssemblyInformationalVersion("1.0.0+{0}")]
        [assembly: System.Reflection.AssemblyFileVersion("1.0.0.{1}")]
        [assembly: System.Reflection.AssemblyVersion("1.0.0.{1}")]
        public class Driver
        {
            private static readonly byte[] s_table = [1, 2, 3, 4, 5, 6, 7, 8, 9];
            private const int Limit = 7;
            public string Name => "driver";
            public int Do(int n) { try { return n > Limit ? s_table[n] : 1; } catch (System.Exception) { return 2; } }
        }
        """;

    private static readonly string s_plain = Identity(At("a1b2c3", 1));

    [Test]
    public void Other_commit_version_and_folder_leave_the_identity_as_it_is()
    {
        Assert.That(s_plain, Does.Match("^[0-9a-f]{32}$"));
        Assert.That(Identity(At("another commit, and a longer text", 1)), Is.EqualTo(s_plain));
        Assert.That(Identity(At("a1b2c3", 77)), Is.EqualTo(s_plain));
        Assert.That(Identity(At("a1b2c3", 1), path: "/elsewhere/Driver.cs"), Is.EqualTo(s_plain));
    }

    [TestCase("n > Limit", "n >= Limit")]
    [TestCase("return 2", "return 3")]
    [TestCase("\"driver\"", "\"DRIVER\"")]
    [TestCase("3, 4, 5", "3, 9, 5")]
    [TestCase("Limit = 7", "Limit = 8")]
    [TestCase("System.Exception", "System.NullReferenceException")]
    [TestCase("int Do", "[System.Obsolete] public int Do")]
    [TestCase("public class Driver", "public sealed class Driver")]
    [TestCase("s_table", "s_list")]
    public void Other_code_is_another_build(string was, string now)
    {
        var source = At("a1b2c3", 1).Replace(was, now, StringComparison.Ordinal).Replace("public [System", "[System", StringComparison.Ordinal);
        Assert.That(Identity(source), Is.Not.EqualTo(s_plain));
    }

    [Test]
    public void Resource_is_part_of_the_build()
    {
        var (one, other) = (Identity(At("a", 1), resource: "one"), Identity(At("a", 1), resource: "two"));
        Assert.That(new[] { s_plain, one, other }, Is.Unique);
        Assert.That(Identity(At("b", 2), resource: "one"), Is.EqualTo(one));
    }

    [Test]
    public void Assembly_whose_file_cannot_be_read_has_the_identity_of_its_compiler()
    {
        var assembly = typeof(BuildIdentityTests).Assembly;
        Assert.That(BuildIdentity.Of(assembly, _ => new MemoryStream(new byte[64])), Is.EqualTo(assembly.ManifestModule.ModuleVersionId.ToString("N")));
        Assert.That(BuildIdentity.Of(assembly, File.OpenRead), Is.Not.EqualTo(assembly.ManifestModule.ModuleVersionId.ToString("N")));
    }

    private static string At(string commit, int build) =>
        Source.Replace("{0}", commit, StringComparison.Ordinal).Replace("{1}", $"{build}", StringComparison.Ordinal);

    private static string Identity(string source, string path = "Driver.cs", string? resource = null)
    {
        var core = MetadataReference.CreateFromFile(typeof(object).Assembly.Location);
        var compilation = CSharpCompilation.Create(
            "Driver", [CSharpSyntaxTree.ParseText(source, path: path, encoding: Encoding.UTF8)], [core],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, deterministic: true));
        using var image = new MemoryStream();
        ResourceDescription[] resources = resource is null ? [] : [new("data", () => new MemoryStream(Encoding.UTF8.GetBytes(resource)), isPublic: true)];
        var result = compilation.Emit(image, manifestResources: resources);
        Assert.That(result.Success, string.Join('\n', result.Diagnostics));
        image.Position = 0;
        return BuildIdentity.Of(image);
    }
}
