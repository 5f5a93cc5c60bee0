using System.Text.Json;
using Verifier.Cli.Host;
using Verifier.Cli.Results;
using Verifier.Tests.Tidy;

namespace Verifier.Tests.Cli.Commands;

/// <summary><c>schema</c> prints every schema that is published, as it is published.</summary>
public sealed class SchemaCommandTests
{
    [Test]
    public void Schema_of_everything_published_is_printed_as_its_file_is()
    {
        using var sandbox = new CliSandbox();
        using (Assert.EnterMultipleScope())
        {
            foreach (var name in PublishedSchema.Names)
            {
                var (code, text, _) = sandbox.Run("schema", name);
                Assert.That((code, text), Is.EqualTo((ExitCode.Ok, Tree.Read($"harness/docs/schemas/{name}.schema.json").Text)));
                Assert.That(Version(text), Is.EqualTo($"verifier-{name}/1"));
            }
        }
    }

    [Test]
    public void Schema_that_is_published_can_be_printed() => Assert.That(
        Tree.Files("harness/docs/schemas", ".json").Select(file => Path.GetFileName(file.Path).Split('.')[0]),
        Is.EquivalentTo(PublishedSchema.Names));

    [Test]
    public void Schema_of_something_else_is_an_error()
    {
        using var sandbox = new CliSandbox();
        Assert.That(sandbox.Run("schema", "journal").Code, Is.EqualTo(ExitCode.Usage));
    }

    private static string? Version(string schema)
    {
        using var document = JsonDocument.Parse(schema);
        return document.RootElement.GetProperty("properties").GetProperty("schema").GetProperty("const").GetString();
    }
}
