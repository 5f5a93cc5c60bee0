using Microsoft.Playwright;
using Verifier.Acceptance.Cli;
using Verifier.Workers.Loading;

namespace Verifier.Acceptance.Report;

/// <summary>A compiled driver's finding on its page: the line of C, the stack, and what is left out on request.</summary>
[NonParallelizable]
public sealed class CompiledPageTests
{
    private const string Driver = "canary-paged-at-dispatch-c";

    private static readonly string s_sources = Repository.Path("drivers-under-test", "compiled", "canary");

    private CliProcess _cli = null!;
    private Chromium _browser = null!;

    [OneTimeSetUp]
    public async Task Do_a_night()
    {
        if (CompiledHost.Problem is { } problem)
        {
            Assert.Ignore(problem);
        }

        _browser = await Chromium.Start();
        _cli = new CliProcess();
        Directory.CreateDirectory(Path.Combine(_cli.Folder, "s"));
        File.WriteAllText(Path.Combine(_cli.Folder, "s", "canary.yaml"), """
            scenario: canary
            drivers: "*"
            verifier: [force-irql-checking]
            workload:
              - load
              - open: { device: \Device\Canary, as: h }
              - write: { on: h, data: "text:first", name: first-write }
              - close: h
              - unload
            """);
        string[] night = ["nightly", "s", "--driver", Path.Combine(s_sources, $"{Driver}.sys"), "--explore", "each", "--minimal", "off"];
        foreach (var (folder, options) in new[] { ("with", new[] { "--source-root", s_sources }), ("without", ["--source-root", s_sources, "--no-source"]) })
        {
            var (code, output, error) = _cli.Run([.. night, .. options, "--db", $"{folder}.db", "-o", folder]);
            Assert.That(code, Is.EqualTo(2), output + error);
        }
    }

    [OneTimeTearDown]
    public async Task Drop_the_folder()
    {
        _cli?.Dispose();
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Test]
    public async Task Finding_shows_the_line_of_C_at_both_ends()
    {
        var page = await Finding("with");
        var lines = File.ReadAllLines(Path.Combine(s_sources, "paged_at_dispatch.c"));
        var marked = await page.Locator(".stack .source mark").AllInnerTextsAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(marked, Has.Some.Contains(lines[10].Trim()), "the line that touches paged memory");
            Assert.That(marked, Has.Some.Contains("ExAllocatePoolWithTag"), "the call that was made to fail");
            Assert.That(await page.InnerTextAsync("main"), Does.Contain("paged_at_dispatch.c:11").And.Contain("DRIVER_IRQL_NOT_LESS_OR_EQUAL"));
        }
    }

    [Test]
    public async Task No_source_leaves_the_lines_out_and_keeps_the_places()
    {
        var page = await Finding("without");
        Assert.That(await page.Locator(".source").CountAsync(), Is.Zero);
        Assert.That(await page.InnerTextAsync("main"), Does.Contain("paged_at_dispatch.c:11"));
        Assert.That(File.ReadAllText(Path.Combine(_cli.Folder, "without", "report.html")), Does.Not.Contain("KeAcquireSpinLock(&"));
    }

    private async Task<IPage> Finding(string folder)
    {
        var page = await _browser.Open(Path.Combine(_cli.Folder, folder, "report.html"));
        await ReportFixture.Show(page, $"#/f/{await page.Locator("[data-fp]").First.GetAttributeAsync("data-fp")}");
        return page;
    }
}
