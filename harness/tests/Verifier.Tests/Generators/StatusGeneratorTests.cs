using Verifier.Generators.Statuses;

namespace Verifier.Tests.Generators;

public sealed class StatusGeneratorTests
{
    [Test]
    public void Row_with_a_sentence_becomes_a_constant_and_one_without_does_not()
    {
        var source = Run("# value name sentence", "C0000001\tSTATUS_A\tA <b> & c.", "C0000002\tSTATUS_B").GeneratedSources.Single().SourceText.ToString();

        Assert.That(source, Does.Contain("/// <summary>A &lt;b&gt; &amp; c.</summary>\n    public static readonly NTSTATUS STATUS_A = new(0xC0000001);"));
        Assert.That(source, Does.Not.Contain("STATUS_B"));
    }

    [TestCase("C0000001", "The status 'C0000001' has 1 cells; it needs a value and a name, and may have a sentence.")]
    [TestCase("C1\tSTATUS_A", "The status 'C1 STATUS_A' has the value 'C1'; write it as 8 hexadecimal digits.")]
    [TestCase("C000000G\tSTATUS_A", "The status 'C000000G STATUS_A' has the value 'C000000G'; write it as 8 hexadecimal digits.")]
    [TestCase("C0000001\tSTATUS A", "The status 'C0000001 STATUS A' has a name that cannot be that of a constant.")]
    [TestCase("C0000001\tSTATUS_A\tNo full stop", "The status 'C0000001 STATUS_A' has a sentence without a full stop.")]
    [TestCase("C0000001\tSTATUS_TWICE", "STATUS_TWICE stands twice.")]
    public void Bad_row_is_a_compiler_error_that_names_the_row_at_its_file_and_line(string row, string error)
    {
        var result = Run("# comment", "C0000002\tSTATUS_TWICE\tA good row.", row);

        Assert.That(GeneratorRun.Errors(result), Is.EqualTo(new[] { $"Status/ntstatus.tsv(3): Error {error}" }));
        Assert.That(result.GeneratedSources.Single().SourceText.ToString(), Does.Contain("STATUS_TWICE"));
    }

    private static Microsoft.CodeAnalysis.GeneratorRunResult Run(params string[] rows) =>
        GeneratorRun.Over(new StatusGenerator(), "Status/ntstatus.tsv", rows);
}
