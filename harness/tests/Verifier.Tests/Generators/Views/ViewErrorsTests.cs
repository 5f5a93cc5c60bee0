using Microsoft.CodeAnalysis;

namespace Verifier.Tests.Generators.Views;

/// <summary>A declaration that cannot be right is an error of the compiler, with the name of the property or view.</summary>
public sealed class ViewErrorsTests
{
    [TestCase("[View(0x10)] internal partial struct Node;", TestName = "Run_struct_that_can_change_is_no_view")]
    [TestCase("[View(0x10)] internal readonly struct Node;", TestName = "Run_struct_that_is_not_partial_is_no_view")]
    [TestCase("[View(0x10)] internal readonly partial record struct Node;", TestName = "Run_record_is_no_view")]
    [TestCase("[View(0x10)] internal readonly partial struct Node<T>;", TestName = "Run_generic_struct_is_no_view")]
    [TestCase("partial class Outer { [View(0x10)] internal readonly partial struct Node; }", TestName = "Run_nested_struct_is_no_view")]
    public void Run_type_that_cannot_be_a_view_is_an_error(string code) =>
        AssertError(code, "VIEW001", "View 'Node' must be a readonly partial struct, not a record, not generic and not nested");

    [Test]
    public void Run_field_outside_a_view_is_an_error() => AssertError(
        "internal readonly partial struct Node { [Field(0)] public partial uint F { get; } }",
        "VIEW002", "Field 'Node.F' is declared in 'Node', which is no view; add [View(bytes)] to it");

    [TestCase("[Field(0)] public uint F => 1;")]
    [TestCase("[Field(0)] public static partial uint F { get; }")]
    [TestCase("[Field(0)] public partial uint F { set; }")]
    [TestCase("[Field(0)] public partial uint F { get; init; }")]
    public void Run_property_that_cannot_be_a_field_is_an_error(string property) => AssertFieldError(
        property, "VIEW003", "Field 'Node.F' must be a partial property of the instance that has a getter and no init accessor");

    [TestCase("string")]
    [TestCase("double")]
    [TestCase("object[]")]
    [TestCase("int?")]
    [TestCase("System.DateTime")]
    public void Run_type_that_is_no_field_type_is_an_error(string type) => AssertFieldError(
        $"[Field(0)] public partial {type} F {{ get; }}",
        "VIEW004",
        $"Field 'Node.F' cannot have the type '{type}'; "
            + "use an integer, bool, enum, Pointer, a view, or a struct made of one integer named Value");

    [TestCase("uint", "bool")]
    [TestCase("uint", "string")]
    [TestCase("Pointer", "uint")]
    [TestCase("NTSTATUS", "byte")]
    public void Run_storage_that_does_not_fit_is_an_error(string type, string storage) => AssertFieldError(
        $"[Field(0, As = typeof({storage}))] public partial {type} F {{ get; }}",
        "VIEW005",
        $"Field 'Node.F' cannot be stored as '{storage}'; As takes an integer type, for fields that are integers, enums or bool");

    [TestCase("[Embedded(0)] public partial Pointer F { get; }")]
    [TestCase("[Embedded(0)] public partial uint F { get; }")]
    [TestCase("[Embedded(0)] public partial UnicodeString F { get; set; }")]
    public void Run_embedded_field_that_is_no_structure_is_an_error(string property) => AssertFieldError(
        property,
        "VIEW006",
        "Embedded field 'Node.F' must be a view, or a Pointer with the number of bytes that it stands for, and have a getter only");

    [TestCase("[Field(0x0E)] public partial uint F { get; }", "0x0E")]
    [TestCase("[Field(0x10)] public partial byte F { get; }", "0x10")]
    [TestCase("[Field(-1)] public partial byte F { get; }", "-0x01")]
    [TestCase("[Embedded(0x08)] public partial UnicodeString F { get; }", "0x08")]
    public void Run_field_outside_the_structure_is_an_error(string property, string place) =>
        AssertFieldError(property, "VIEW007", $"Field 'Node.F' is at {place}, outside the 16 bytes of 'Node'");

    [TestCase("")]
    [TestCase("[Union(0x04, 4)]")]
    [TestCase("[Union(0x00, 4)]")]
    public void Run_overlap_that_no_union_states_is_an_error(string union) => AssertError(
        $$"""
        [View(0x10)] {{union}}
        internal readonly partial struct Node
        {
            [Field(0x00)] public partial ulong Whole { get; }
            [Field(0x04)] public partial uint F { get; }
            [Field(0x08)] public partial uint Next { get; }
        }
        """,
        "VIEW008",
        "Field 'Node.F' at 0x04 overlaps 'Whole' at 0x00; correct one of the offsets, or state the union with [Union(offset, bytes)]");

    private static void AssertFieldError(string property, string id, string message) =>
        AssertError($"[View(0x10)] internal readonly partial struct Node {{ {property} }}", id, message);

    private static void AssertError(string code, string id, string message)
    {
        var error = GeneratedSample.Of(code).Errors.Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Id, Is.EqualTo(id));
            Assert.That(error.Severity, Is.EqualTo(DiagnosticSeverity.Error));
            Assert.That(error.GetMessage(), Is.EqualTo(message));
            Assert.That(
                error.Location.SourceTree!.GetText().ToString(error.Location.SourceSpan), Is.EqualTo(id == "VIEW001" ? "Node" : "F"));
        }
    }
}
