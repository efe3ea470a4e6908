// Command gallery shows every part of web/ui and sample screens on a loopback port, so
// that the look can be judged and tested without the product.
//
//	go run ./web/ui/gallery -port 8099
//
// ?lang=en|qps and ?theme=light|dark choose how a page is shown.
package main

import (
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
	_ "time/tzdata" // the sample speaks of Mexican zones on any machine

	"pregonero/web/assets"
)

func main() {
	port := flag.Int("port", 8099, "loopback port to listen on; 0 takes a free one")
	flag.Parse()
	if err := run(*port); err != nil {
		fmt.Fprintln(os.Stderr, "gallery:", err)
		os.Exit(1)
	}
}

func run(port int) error {
	if err := assets.Ready(); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return err
	}
	fmt.Printf("http://%s/\n", listener.Addr())
	return http.Serve(listener, handler())
}
