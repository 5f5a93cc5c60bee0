using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Scenarios.Binding;

/// <summary><c>below:</c>, what the device below the driver's answers.</summary>
public sealed class BelowTests
{
    [Test]
    public void Rule_has_what_the_script_says()
    {
        var rule = Script.Good("""
            below:
              - major: internal-ioctl
                code: 0x220003
                minor: IRP_MN_QUERY_CAPABILITIES
                has: { in: argument1, at: 2, data: "hex:0B 00" }
                times: 3
                status: STATUS_NO_MEMORY
                information: 7
                put: [ { into: argument1, pointer-at: 0x28, at: 4, data: "text:a" }, { into: mdl, data: "text:b" } ]
                delay: 10ms
            """).Below.Single();
        Assert.That((rule.Major, rule.Minor, rule.Code, rule.Times, rule.Information), Is.EqualTo(((byte?)15, (byte?)9, (uint?)0x220003, (int?)3, (long?)7)));
        Assert.That((rule.Status!.Value.Value, rule.Delay, rule.StaysPending), Is.EqualTo((0xC0000017u, (TimeSpan?)TimeSpan.FromMilliseconds(10), false)));
        Assert.That(rule.Has.Select(b => (b.Buffer, b.At, b.PointerAt, b.Data.Length)), Is.EqualTo(new[] { (BelowBuffer.Argument1, 2, (int?)null, 2) }));
        Assert.That(
            rule.Puts.Select(b => (b.Buffer, b.At, b.PointerAt, b.MdlAt)),
            Is.EqualTo(new[] { (BelowBuffer.Argument1, 4, (int?)0x28, (int?)null), (BelowBuffer.Mdl, 0, null, null) }));
    }

    [TestCase("{ status: STATUS_SUCCESS }", "VS1108", "(allowed: major, code)")]
    [TestCase("{ major: urb }", "VS1207", "'urb' is not a kind of request")]
    [TestCase("{ major: pnp, minor: IRP_MN_QUERY_CAPABILITY }", "VS1207", "did you mean 'IRP_MN_QUERY_CAPABILITIES'")]
    [TestCase("{ major: pnp, minor: 0x100 }", "VS1202", "0 to 255")]
    [TestCase("{ major: pnp, minor: soon }", "VS1207", "not a known minor function")]
    [TestCase("{ major: read, code: 0x1 }", "VS1309", "leave 'code' out")]
    [TestCase("{ major: read, pending: true, status: STATUS_SUCCESS }", "VS1309", "'status' says how the request is answered")]
    [TestCase("{ major: read, pending: true, delay: 1s }", "VS1309", "'delay' says how the request is answered")]
    [TestCase("{ major: read, delay: 1s, put: { into: user-buffer, data: \"text:a\" } }", "VS1309", "'user-buffer' is an address of the requester")]
    [TestCase("{ major: read, put: { into: argument1, pointer-at: 8, mdl-at: 8, data: \"text:a\" } }", "VS1309", "exclude each other")]
    [TestCase("{ major: read, put: { into: argument5, data: \"text:a\" } }", "VS1207", "did you mean 'argument1'")]
    [TestCase("{ major: read, put: { data: \"text:a\" } }", "VS1102", "'into' is missing")]
    [TestCase("{ major: read, has: { in: mdl } }", "VS1102", "'data' is missing")]
    [TestCase("{ major: read, times: 0 }", "VS1202", "1 to")]
    [TestCase("{ major: read }, { major: read, status: STATUS_NO_MEMORY }", "VS1309", "this rule never answers: the one in line 4")]
    [TestCase("{ code: 0x1 }, { major: ioctl, code: 0x1 }", "VS1309", "move it up, or give that one 'times'")]
    public void Rule_that_is_wrong_is_explained(string rules, string code, string words)
    {
        var document = Script.ReadPart($"below: [ {rules} ]");
        Assert.That(document.Diagnostics.Select(d => d.Code), Is.EqualTo(new[] { code }), () => Script.Text(document));
        Assert.That(Script.Text(document), Does.Contain(words));
    }

    [TestCase("{ major: read, times: 1 }, { major: read }")]
    [TestCase("{ major: read, has: { in: mdl, data: \"text:a\" } }, { major: read }")]
    [TestCase("{ major: ioctl, code: 1 }, { code: 1 }")]
    [TestCase("{ major: read, delay: 1s, put: { into: user-buffer, pointer-at: 0, data: \"text:a\" } }")]
    public void Rule_that_may_answer_is_taken(string rules) => Assert.That(Script.Good($"below: [ {rules} ]").Below, Is.Not.Empty);

    [Test]
    public void Empty_list_is_refused() => Script.Bad("below: []", DiagnosticCodes.EmptyList);
}
