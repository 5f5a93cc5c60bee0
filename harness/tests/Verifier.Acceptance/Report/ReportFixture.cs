using Microsoft.Playwright;
using Verifier.Reporting;
using Verifier.Reporting.Model;
using Verifier.Tests.Reporting;

namespace Verifier.Acceptance.Report;

/// <summary>A browser and a folder of pages for one class of tests.</summary>
internal sealed class ReportFixture : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("verifier-pages-").FullName;

    private ReportFixture(Chromium browser) => Browser = browser;

    public Chromium Browser { get; }

    public static async Task<ReportFixture> Start() => new(await Chromium.Start());

    /// <summary>Writes a night's page, and says where.</summary>
    public string Write(ReportModel model, string name)
    {
        var folder = Path.Combine(_folder, name);
        ReportWriter.WriteAll(model, folder);
        return Path.Combine(folder, ReportWriter.PageName);
    }

    /// <summary>The page of a night that was not run.</summary>
    public string Synthetic(int runs)
    {
        var file = Path.Combine(_folder, $"{runs}", ReportWriter.PageName);
        return File.Exists(file) ? file : Write(new SyntheticNight(runs).Make(), $"{runs}");
    }

    /// <summary>The views of a page: their routes, with a finding and runs with and without details.</summary>
    public static async Task<List<string>> Views(IPage page)
    {
        List<string> views = ["#/", "#/matrix", "#/sites", "#/runs", "#/runs?q=!inconclusive%20strat%3Aeach&sort=-calls", "#/advice", "#/about", "#/f/none"];
        var finding = page.Locator("[data-fp]");
        if (await finding.CountAsync() > 0)
        {
            views.AddRange([$"#/f/{await finding.First.GetAttributeAsync("data-fp")}", "#/r/0", "#/r/30"]);
        }

        return views;
    }

    /// <summary>Shows a view, and waits for it.</summary>
    public static async Task Show(IPage page, string view)
    {
        await page.EvaluateAsync("hash => { location.hash = hash; }", view);
        await page.WaitForFunctionAsync("() => !document.getElementById('main').textContent.includes('Reading the details…')");
        if (view == "#/")
        {
            await page.EvaluateAsync("() => document.querySelectorAll('details.fold').forEach((one) => { one.open = true; })");
        }

        await page.EvaluateAsync("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))");
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
