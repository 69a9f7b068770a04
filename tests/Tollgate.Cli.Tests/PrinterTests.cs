using Spectre.Console;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Tests;

public sealed class PrinterTests
{
    [Fact]
    public void APipe_GetsNoColours_WhateverTheTerminalBehindItCan()
    {
        var before = Environment.GetEnvironmentVariable("TERM");
        Environment.SetEnvironmentVariable("TERM", "xterm-256color");
        try
        {
            using var output = new StringWriter();

            new Printer(OutputForm.Table, output).Write(new Markup("[red]spent[/] [bold]all[/]"));

            Assert.Equal("spent all", output.ToString().Trim());
        }
        finally
        {
            Environment.SetEnvironmentVariable("TERM", before);
        }
    }
}
